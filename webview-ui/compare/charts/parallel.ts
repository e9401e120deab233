import type { Comparison } from '../../../src/core/compare/comparison';
import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';
import { association } from '../../../src/core/statistics/association';
import { metricsOf, parametersOf, spreadsWide, type Quantity } from './quantities';
import { plainTick, scaleOf, type Scale } from './scale';

/** Axes that are chosen where nobody has chosen any: parameters, and the metric. */
const few = 6;

export interface Axis {
	readonly quantity: Quantity;
	/** In px. */
	readonly x: number;
	readonly isLog: boolean;
	readonly scale: Scale;
	readonly hasMissing: boolean;
	/** In px, from the top; what has no value stands below the axis. */
	y(value: number | undefined): number;
	/** The value at a place. */
	value(y: number): number;
}

export interface ParallelBox { readonly width: number; readonly height: number; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/** The parameters and metrics that can be axes. */
export function axisChoices(comparison: Pick<Comparison, 'sections'>): readonly Quantity[] {
	return [...parametersOf(comparison), ...metricsOf(comparison)];
}

/** The axes: those that were chosen, in their order; else the parameters that go most with the metric, and the metric last. */
export function axesChosen(comparison: Pick<Comparison, 'sections'>, keys: readonly string[], metric: Quantity | undefined, most = few): readonly Quantity[] {
	const all = axisChoices(comparison), wanted = keys.flatMap(key => all.find(one => one.key === key) ?? []);
	if (wanted.length >= 2) { return wanted; }
	const parameters = parametersOf(comparison);
	const strength = new Map(parameters.map(one => [one.key, (metric && association(one.isNumeric ? one.values : one.texts, metric.values, 3, 0)?.strength) ?? 0]));
	const strongest = new Set([...parameters].sort((a, b) => (strength.get(b.key) ?? 0) - (strength.get(a.key) ?? 0)).slice(0, most - 1).map(one => one.key));
	return [...parameters.filter(one => strongest.has(one.key)), ...(metric ? [metric] : [])];
}

/** Px between two labels of an axis. */
const apart = 13;

/** What is written along an axis: of few different numbers each, else its ends and round numbers between; groups by their names. */
export function axisTicks({ quantity: { isNumeric, groups, values, direction }, scale, y }: Pick<Axis, 'quantity' | 'scale' | 'y'>): readonly { readonly at: number; readonly text: string }[] {
	if (!isNumeric) { return spaced(groups.map((text, at) => ({ at, text })), y); }
	const different = [...new Set(values.flatMap(value => value ?? []))].sort((a, b) => a - b);
	const decimals = metricDecimals(direction === undefined ? different : [...scale.ticks, scale.low, scale.high]);
	const wanted = different.length <= 7 ? different : [scale.low, scale.high, ...scale.ticks.filter(tick => Number.isInteger(tick) || !different.every(Number.isInteger))];
	return spaced(wanted.map(at => ({ at, text: direction === undefined ? plainTick(at) : formatMetric(at, decimals) })), y);
}

/** Those that don't run into one that came before. */
function spaced<T extends { readonly at: number }>(ticks: readonly T[], y: (value: number) => number): readonly T[] {
	const kept: T[] = [];
	for (const tick of ticks) { if (kept.every(one => Math.abs(y(one.at) - y(tick.at)) >= apart)) { kept.push(tick); } }
	return kept;
}

/** Where the axes stand, and how values lie on them. */
export function axesOf(quantities: readonly Quantity[], box: ParallelBox): readonly Axis[] {
	const apart = quantities.length > 1 ? (box.width - box.left - box.right) / (quantities.length - 1) : 0, length = box.height - box.top - box.bottom;
	return quantities.map((quantity, at): Axis => {
		const isLog = spreadsWide(quantity), hasMissing = quantity.values.some(value => value === undefined);
		const values = quantity.isNumeric ? quantity.values.flatMap(value => value ?? []) : quantity.groups.length === 1 ? [-0.5, 0.5] : [0, quantity.groups.length - 1];
		const scale = scaleOf(values, isLog, 4);
		return {
			quantity, x: box.left + at * apart, isLog, scale, hasMissing,
			y: value => (value === undefined ? box.height - box.bottom + 16 : box.top + (1 - scale.at(value)) * length),
			value: y => {
				const part = Math.max(0, Math.min(1, 1 - (y - box.top) / length));
				return isLog ? 10 ** (Math.log10(scale.low) + part * (Math.log10(scale.high) - Math.log10(scale.low))) : scale.low + part * (scale.high - scale.low);
			},
		};
	});
}
