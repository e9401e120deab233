import type { Comparison } from '../../../src/core/compare/comparison';
import type { Along, Curve } from '../../../src/protocol/compare';
import { seriesOf, type Series } from '../series';
import { decimated } from './decimated';
import { scaleOf, type Scale } from './scale';
import { smoothed } from './smoothed';

export interface CurveOptions {
	readonly along: Along;
	readonly smoothing: number;
	readonly isLog: boolean;
	/** The part of the x axis that is shown; all of it where undefined. */
	readonly zoom?: readonly [number, number] | undefined;
}

export interface DrawnCurve {
	readonly name: string;
	readonly series: Series;
	readonly xs: readonly number[];
	readonly values: readonly (number | null)[];
	readonly path: string;
	/** As it was before smoothing; empty without. */
	readonly raw: string;
	/** Its last point, in px, and where its label stands so that no two overlap. */
	readonly end: { readonly x: number; readonly y: number; readonly label: number; readonly value: number } | undefined;
}

export interface Drawn { readonly x: Scale; readonly y: Scale; readonly curves: readonly DrawnCurve[]; readonly px: (value: number) => number; readonly py: (value: number) => number }

export interface Box { readonly width: number; readonly height: number; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/** Px between two labels. */
const apart = 14;
/** Points that all curves together may have on the screen; it stays fluid with them. */
const mostPoints = 40_000;
/** With more curves, those before smoothing are left out. */
const mostRaw = 20;

export function xsOf(curve: Curve, along: Along): readonly number[] | undefined {
	return along === 'time' ? curve.seconds : along === 'epoch' ? curve.epochs : curve.steps;
}

/** What a chart of curves draws into a box, in px. */
export function drawnCurves(list: readonly Curve[], { columns, base }: Pick<Comparison, 'columns' | 'base'>, { along, smoothing, isLog, zoom }: CurveOptions, box: Box): Drawn {
	const [from, to] = zoom ?? [-Infinity, Infinity];
	const smooth = list.flatMap(curve => {
		const xs = xsOf(curve, along);
		return xs ? [{ curve, xs, values: smoothed(curve.values, smoothing) }] : [];
	});
	const x = zoom ? scaleOf(zoom, false, 6) : scaleOf(smooth.flatMap(({ xs }) => (xs.length ? [least(xs), most(xs)] : [])), false, 6);
	const inSight = ({ xs, values }: { readonly xs: readonly number[]; readonly values: readonly (number | null)[] }) => values.filter((value, at): value is number => value !== null && (xs[at] ?? 0) >= from && (xs[at] ?? 0) <= to);
	const y = scaleOf(smooth.flatMap(one => extremes(inSight(one), isLog)), isLog, 5);
	const px = (value: number) => box.left + x.at(value) * (box.width - box.left - box.right);
	const py = (value: number) => box.height - box.bottom - Math.max(-0.05, Math.min(1.05, y.at(value))) * (box.height - box.top - box.bottom);
	const points = Math.max(100, Math.min(2 * (box.width - box.left - box.right), Math.floor(mostPoints / Math.max(1, smooth.length))));
	const pathOf = (xs: readonly number[], values: readonly (number | null)[]) => {
		let path = '', isPen = false;
		for (const at of decimated(xs, values, from, to, points)) {
			const value = values[at];
			if (value === null || value === undefined || (isLog && value <= 0)) { isPen = false; continue; }
			path += `${isPen ? 'L' : 'M'}${px(xs[at] ?? 0).toFixed(1)} ${py(value).toFixed(1)}`;
			isPen = true;
		}
		return path;
	};
	const curves = smooth.map(({ curve, xs, values }): DrawnCurve => {
		const column = columns.findIndex(one => one.id === curve.version);
		const last = values.findLastIndex((value, at) => value !== null && (!isLog || value > 0) && (xs[at] ?? 0) >= from && (xs[at] ?? 0) <= to), value = values[last];
		return {
			name: columns[column]?.name ?? '', series: seriesOf(column, base), xs, values, path: pathOf(xs, values), raw: smoothing > 0 && smooth.length <= mostRaw ? pathOf(xs, curve.values) : '',
			end: value === undefined || value === null ? undefined : { x: px(xs[last] ?? 0), y: py(value), label: py(value), value },
		};
	});
	return { x, y, curves: labelled(curves, box), px, py };
}

const least = (xs: readonly number[]) => xs.reduce((low, x) => Math.min(low, x), Infinity);
const most = (xs: readonly number[]) => xs.reduce((high, x) => Math.max(high, x), -Infinity);

function extremes(values: readonly number[], isLog: boolean): readonly number[] {
	let low = Infinity, high = -Infinity;
	for (const value of values) { if (!isLog || value > 0) { low = Math.min(low, value); high = Math.max(high, value); } }
	return Number.isFinite(low) ? [low, high] : [];
}

/** Moves labels down until they are apart; where they find no room, the lowest ones go without. */
function labelled(curves: readonly DrawnCurve[], box: Box): readonly DrawnCurve[] {
	let taken = -Infinity;
	const places = new Map<DrawnCurve, number>();
	for (const curve of [...curves].filter(one => one.end).sort((a, b) => (a.end?.y ?? 0) - (b.end?.y ?? 0))) {
		taken = Math.max(curve.end?.y ?? 0, taken + apart);
		places.set(curve, taken > box.height - box.bottom + apart ? NaN : taken);
	}
	return curves.map(curve => (curve.end ? { ...curve, end: { ...curve.end, label: places.get(curve) ?? NaN } } : curve));
}

/** The value of a curve at a place of the x axis; undefined before its beginning, and null once it has ended. */
export function valueAt({ xs, values }: Pick<DrawnCurve, 'xs' | 'values'>, x: number): number | null | undefined {
	if (!xs.length || x < (xs[0] ?? 0)) { return undefined; }
	if (x > (xs.at(-1) ?? 0)) { return null; }
	let low = 0, high = xs.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((xs[middle] ?? 0) <= x) { low = middle; } else { high = middle - 1; }
	}
	return values[low] ?? undefined;
}
