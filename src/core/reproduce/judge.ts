import type { Digest, ReproducedMetric, ReproductionVerdict } from '../model';
import { differing } from '../present/differing';

/**
 * How it came out: the same bytes are identical whatever the metrics; else the metrics decide, where at least one was measured again.
 *
 * @param tolerance relative, not negative
 */
export function judge({ exitCode, was, is, metrics, tolerance }: {
	readonly exitCode: number | null; readonly was: Digest; readonly is: Digest | undefined; readonly metrics: readonly ReproducedMetric[]; readonly tolerance: number;
}): ReproductionVerdict {
	if (exitCode !== 0) { return 'failed'; }
	if (is === undefined) { return 'missing'; }
	if (is === was) { return 'identical'; }
	const [worst] = differing(metrics);
	return worst !== undefined && worst.by <= tolerance ? 'equal' : 'different';
}
