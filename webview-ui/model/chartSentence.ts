import { formatMetric } from '../../src/core/present/numbers';
import { formatCount } from '../../src/core/present/quantities';
import { t } from '../shared/words';
import type { ChartData } from './chartData';

/** What the chart shows, for those who don't see it: 'auc over 14 versions, from 0.8412 at v1 to 0.8764 at v14. …' */
export function chartSentence(metric: string, { points, best, regressions }: ChartData): string {
	const first = points[0], newest = points.at(-1);
	if (!first || !newest) { return t('No version has a value of {0} yet.', metric); }
	if (points.length === 1) { return t('{0} of {1} is {2}.', metric, first.label, formatMetric(first.value)); }
	const leader = best === undefined ? undefined : points[best];
	const [worse] = regressions;
	return [
		t('{0} over {1} versions, from {2} at {3} to {4} at {5}.', metric, formatCount(points.length), formatMetric(first.value), first.label, formatMetric(newest.value), newest.label),
		...leader ? [t('The best is {0} with {1}.', leader.label, formatMetric(leader.value))] : [],
		...worse ? [regressions.length === 1 ? t('It got worse once, at {0}.', points[worse.at]?.label ?? '') : t('It got worse {0} times, first at {1}.', formatCount(regressions.length), points[worse.at]?.label ?? '')] : [],
		t('The leaderboard below has every value.'),
	].join(' ');
}
