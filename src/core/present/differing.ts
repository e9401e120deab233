import type { ReproducedMetric } from '../model';

/** Relative difference of two values: 0 where they are the same (NaN is NaN), 1 at most for values of one sign; infinite where only one is a number. */
export function relativeDifference(was: number, is: number): number {
	if (Object.is(was, is) || was === is) { return 0; }
	const difference = Math.abs(was - is) / Math.max(Math.abs(was), Math.abs(is));
	return Number.isNaN(difference) ? Infinity : difference;
}

/** Metrics of a version beside those of its reproduction, the most different first. Those that were measured again only. */
export function differing(metrics: readonly ReproducedMetric[]): readonly { readonly metric: ReproducedMetric; readonly by: number }[] {
	return metrics.flatMap(metric => (metric.is === undefined ? [] : [{ metric, by: relativeDifference(metric.was, metric.is) }])).sort((a, b) => b.by - a.by);
}
