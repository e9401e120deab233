/** Pearson's correlation, from −1 to 1; undefined where one side doesn't vary or there are fewer than two pairs. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | undefined {
	const n = Math.min(xs.length, ys.length);
	if (n < 2) { return undefined; }
	const mean = (list: readonly number[]) => list.slice(0, n).reduce((sum, value) => sum + value / n, 0);
	const [mx, my] = [mean(xs), mean(ys)];
	let xy = 0, xx = 0, yy = 0;
	for (let at = 0; at < n; at++) {
		const dx = (xs[at] ?? 0) - mx, dy = (ys[at] ?? 0) - my;
		xy += dx * dy; xx += dx * dx; yy += dy * dy;
	}
	const size = Math.sqrt(xx) * Math.sqrt(yy);
	return size > 0 && Number.isFinite(size) ? Math.max(-1, Math.min(1, xy / size)) : undefined;
}
