/**
 * Indices of the points from `from` to `to` that a line needs on a screen: of every few the lowest, the highest and a gap, in their order, and
 * one beyond each edge. `xs` don't fall. No spike and no gap is lost.
 */
export function decimated(xs: readonly number[], values: readonly (number | null)[], from: number, to: number, most: number): readonly number[] {
	const first = Math.max(0, xs.findIndex(x => x >= from) - 1), after = xs.findIndex(x => x > to);
	const end = Math.min(values.length, after < 0 ? xs.length : after + 1), count = end - first;
	if (xs.length === 0 || (xs.at(-1) ?? 0) < from) { return []; }
	if (count <= most) { return Array.from({ length: Math.max(0, count) }, (_, at) => first + at); }
	const kept: number[] = [];
	const buckets = Math.max(1, Math.floor(most / 3));
	for (let bucket = 0; bucket < buckets; bucket++) {
		const begin = first + Math.floor(bucket * count / buckets), stop = first + Math.floor((bucket + 1) * count / buckets);
		let low = -1, high = -1, gap = -1;
		for (let at = begin; at < stop; at++) {
			const value = values[at];
			if (value === null || value === undefined) { gap = at; continue; }
			if (low < 0 || value < (values[low] ?? 0)) { low = at; }
			if (high < 0 || value > (values[high] ?? 0)) { high = at; }
		}
		kept.push(...[...new Set([low, high, gap])].filter(at => at >= 0).sort((a, b) => a - b));
	}
	if (kept.at(-1) !== end - 1) { kept.push(end - 1); }
	return kept;
}
