import { formatAge } from '../../core/present/age';
import { t } from '../words';

const units: Readonly<Record<string, (count: number) => string>> = {
	min: count => (count === 1 ? t('1 minute') : t('{0} minutes', count)),
	h: count => (count === 1 ? t('1 hour') : t('{0} hours', count)),
	d: count => (count === 1 ? t('1 day') : t('{0} days', count)),
	mo: count => (count === 1 ? t('1 month') : t('{0} months', count)),
	y: count => (count === 1 ? t('1 year') : t('{0} years', count)),
};

/** An age as it is said: '2 d' → 'registered 2 days ago'. */
export function spokenAge(at: Date, now: Date): string {
	const span = spokenSpan(at, now);
	return span === undefined ? t('registered just now') : t('registered {0} ago', span);
}

/** '2 days'; undefined for less than a minute. */
export function spokenSpan(at: Date, now: Date): string | undefined {
	const [count = '', unit = ''] = formatAge(at, now).split(' ');
	return units[unit]?.(Number(count));
}
