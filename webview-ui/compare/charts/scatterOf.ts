import { association, type Association } from '../../../src/core/statistics/association';
import { trend, type Trend } from '../../../src/core/statistics/trend';
import type { Quantity } from './quantities';

export interface Scatter {
	readonly points: readonly { readonly column: number; readonly x: number; readonly y: number }[];
	/** On the axis as it is drawn: over powers of ten where it is logarithmic. */
	readonly line: Trend | undefined;
	readonly association: Association | undefined;
}

/** A parameter against a metric, over the versions that have both. */
export function scatterOf(parameter: Quantity, metric: Quantity, isLog: boolean): Scatter {
	const points = parameter.values.flatMap((x, column) => {
		const y = metric.values[column];
		return x === undefined || y === undefined || (isLog && x <= 0) ? [] : [{ column, x, y }];
	});
	const along = (x: number) => (isLog ? Math.log10(x) : x);
	return {
		points, line: parameter.isNumeric ? trend(points.map(({ x, y }) => ({ x: along(x), y }))) : undefined,
		association: association(points.map(({ column, x }) => (parameter.isNumeric ? x : parameter.texts[column])), points.map(({ y }) => y)),
	};
}
