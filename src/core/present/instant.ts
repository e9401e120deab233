import { RegistryError } from '../errors';
import { shown } from '../records/names';

/**
 * A moment as people write it: '2026-05-03' (a day of the local calendar, whole), '2026-05-03T14:00' (local) or with a zone. `end` says which end of a
 * day is meant. Throws 'bad-value'.
 */
export function parseInstant(what: string, text: string, end: 'first' | 'last'): Date {
	const plain = text.trim();
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain) ?? [];
	const fault = () => new RegistryError('bad-value', { what, why: `'${shown(text)}' is no date such as 2026-05-03 or 2026-05-03T14:00` });
	if (year !== undefined) {
		const date = end === 'last' ? new Date(Number(year), Number(month) - 1, Number(day), 23, 59, 59, 999) : new Date(Number(year), Number(month) - 1, Number(day));
		// The 31st of a shorter month would be another day.
		if (date.getMonth() !== Number(month) - 1 || date.getDate() !== Number(day)) { throw fault(); }
		return date;
	}
	const date = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.test(plain) ? new Date(plain.replace(' ', 'T')) : new Date(NaN);
	if (Number.isNaN(date.getTime())) { throw fault(); }
	return date;
}
