import type { ReproducedMetric, ReproductionVerdict } from '../model';
import { differing } from './differing';
import { formatMetrics } from './numbers';
import { plainLine } from './plain';

/** 'Byte for byte the same.', 'Other bytes; all 4 metrics equal within 0.001, auc differs most: 0.8731 → 0.8729.' One or two sentences. */
export function reproductionSentence({ verdict, metrics, tolerance, exitCode, path }: {
	readonly verdict: ReproductionVerdict; readonly metrics: readonly ReproducedMetric[]; readonly tolerance: number; readonly exitCode?: number | null; readonly path?: string;
}): string {
	const compared = differing(metrics);
	const most = compared[0];
	const far = compared.filter(({ by }) => by > tolerance);
	const unmeasured = metrics.length - compared.length;
	const rest = unmeasured > 0 && compared.length > 0 ? ` ${unmeasured === 1 ? '1 metric was' : `${unmeasured} metrics were`} not measured again.` : '';
	switch (verdict) {
		case 'failed': return exitCode === null || exitCode === undefined ? 'The command did not end by itself.' : `The command ended with code ${exitCode}.`;
		case 'missing': return `The command wrote no ${path === undefined ? 'model' : plainLine(path)}.`;
		case 'identical': return `Byte for byte the same.${far.length ? ` Its metrics were ${far.map(({ metric }) => change(metric)).join(', ')}.` : ''}`;
		case 'equal': return `Other bytes, ${compared.length === 1 ? '1 metric' : `all ${compared.length} metrics`} equal within ${tolerance}${most && most.by > 0 ? `; most differs ${change(most.metric)}` : ''}.${rest}`;
		case 'different': return far.length ? `Other bytes, and ${far.length} of ${compared.length} metrics differ by more than ${tolerance}: ${far.slice(0, 3).map(({ metric }) => change(metric)).join(', ')}${far.length > 3 ? ', …' : ''}.${rest}` : 'Other bytes, and no metric was measured again to compare by.';
	}
}

/** 'auc 0.8731 → 0.8729' */
function change({ name, was, is }: ReproducedMetric): string {
	const [before = '', after = ''] = formatMetrics([was, is ?? NaN]);
	return `${plainLine(name)} ${before} → ${after}`;
}
