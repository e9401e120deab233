export interface Trend {
	readonly slope: number;
	readonly intercept: number;
	/** The share of the variance that the line explains, from 0 to 1. */
	readonly r2: number;
	readonly n: number;
}

/** The straight line with the least squares through points; undefined where all have the same x, or where there are fewer than three. */
export function trend(points: readonly { readonly x: number; readonly y: number }[]): Trend | undefined {
	const n = points.length;
	if (n < 3) { return undefined; }
	const mx = points.reduce((sum, { x }) => sum + x / n, 0), my = points.reduce((sum, { y }) => sum + y / n, 0);
	let xx = 0, xy = 0, yy = 0;
	for (const { x, y } of points) { xx += (x - mx) ** 2; xy += (x - mx) * (y - my); yy += (y - my) ** 2; }
	if (!(xx > 0) || !Number.isFinite(xx + yy)) { return undefined; }
	const slope = xy / xx;
	return { slope, intercept: my - slope * mx, r2: yy > 0 ? Math.max(0, Math.min(1, xy * xy / xx / yy)) : 0, n };
}
