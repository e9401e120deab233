import type { Direction } from '../../src/core/present/direction';
import { regressions, type Regression } from '../../src/core/present/regressions';
import { metricAt, type VersionList } from './versionList';

export interface ChartPoint {
	/** Its place in the list. */
	readonly row: number;
	readonly label: string;
	readonly value: number;
	readonly isArchived: boolean;
	readonly aliases: readonly string[];
}

export interface ChartData {
	/** Oldest first: the versions that have a finite value. */
	readonly points: readonly ChartPoint[];
	/** Indices into `points`, oldest first. */
	readonly regressions: readonly Regression[];
	/** Index of the best one; the latest of equals. Undefined where nobody knows which way is better. */
	readonly best: number | undefined;
	/** Of each point: the best value so far; empty where nobody knows which way is better. */
	readonly bestSoFar: readonly number[];
}

/** A metric over the versions, as it is drawn. Archived ones are drawn, and judged by nobody. */
export function chartData(list: VersionList, metric: string, direction: Direction | undefined, tolerance?: number): ChartData {
	const points: ChartPoint[] = [];
	for (let row = list.rows.length - 1; row >= 0; row--) {
		const value = metricAt(list, metric, row);
		if (value !== undefined && Number.isFinite(value)) { points.push({ row, label: list.labels[row] ?? '', value, isArchived: list.archived[row] === 1, aliases: list.aliases.get(row)?.settled ?? [] }); }
	}
	const bestSoFar: number[] = [];
	let best: number | undefined;
	if (direction !== undefined) {
		for (const [at, { value, isArchived }] of points.entries()) {
			const leading = best === undefined ? undefined : points[best]?.value;
			if (!isArchived && (leading === undefined || (direction === 'higher' ? value >= leading : value <= leading))) { best = at; }
			bestSoFar.push((best === undefined ? undefined : points[best]?.value) ?? value);
		}
	}
	return { points, regressions: regressions(points.map(({ value, isArchived }) => (isArchived ? undefined : value)), direction, tolerance), best, bestSoFar };
}

/** Fewer points that draw the same line: of each stretch, the lowest and the highest. Indices, in order. */
export function thinned(values: readonly number[], most: number): readonly number[] {
	if (values.length <= most) { return values.map((_value, at) => at); }
	const stretch = values.length / (most / 2);
	const kept = new Set<number>([0, values.length - 1]);
	for (let from = 0; from < values.length; from += stretch) {
		const first = Math.floor(from), end = Math.min(values.length, Math.floor(from + stretch));
		let low = first, high = first;
		for (let at = first; at < end; at++) {
			if ((values[at] ?? 0) < (values[low] ?? 0)) { low = at; }
			if ((values[at] ?? 0) > (values[high] ?? 0)) { high = at; }
		}
		kept.add(low).add(high);
	}
	return [...kept].sort((a, b) => a - b);
}

/** Round numbers between two, about `count` of them: 0.84, 0.85, 0.86. */
export function ticks(low: number, high: number, count: number): readonly number[] {
	const span = high - low;
	if (!(span > 0) || !Number.isFinite(span)) { return [low]; }
	const rough = span / count;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = ([1, 2, 5, 10].find(factor => factor * power >= rough) ?? 10) * power;
	const first = Math.ceil(low / step - 1e-9);
	return Array.from({ length: Math.max(0, Math.floor(high / step + 1e-9) - first + 1) }, (_none, at) => Number(((first + at) * step).toPrecision(12)));
}
