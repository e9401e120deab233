import type { Curve } from '../../../src/protocol/compare';
import type { Bar } from './barsOf';
import { xsOf, type CurveOptions } from './drawn';
import type { Important } from './importanceOf';
import type { Axis } from './parallel';
import type { Quantity } from './quantities';
import type { Scatter } from './scatterOf';

interface Named { readonly name: string }

/** Fields have plain names of their own: a dot in a metric's name would be read as a path. Titles say what they are. */
const spec = (description: string, width: number, rest: object): object => ({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json', description, width: Math.round(width), height: 320, ...rest });

/** Vega-Lite 5 of the charts, with their data inline: for notebooks, papers and other pages. */
export function barsSpec(metric: string, bars: readonly Bar[], isDifference: boolean, width: number): object {
	return spec(metric, width, {
		height: { step: 22 }, data: { values: bars.map(({ name, value }) => ({ version: name, value: value ?? null })) }, mark: { type: 'bar', tooltip: true },
		encoding: { y: { field: 'version', type: 'nominal', sort: null, title: null }, x: { field: 'value', type: 'quantitative', title: isDifference ? `${metric}, difference` : metric } },
	});
}

export function scatterSpec(parameter: Quantity, metric: Quantity, { points }: Scatter, columns: readonly Named[], isLog: boolean, width: number): object {
	const x = parameter.isNumeric ? { field: 'parameter', type: 'quantitative', title: parameter.name, scale: { type: isLog ? 'log' : 'linear', zero: false } } : { field: 'parameter', type: 'nominal', title: parameter.name };
	const y = { field: 'metric', type: 'quantitative', title: metric.name, scale: { zero: false } };
	return spec(`${metric.name} against ${parameter.name}`, width, {
		data: { values: points.map(({ column, x: value, y: outcome }) => ({ version: columns[column]?.name ?? '', parameter: parameter.isNumeric ? value : parameter.texts[column] ?? '', metric: outcome })) },
		layer: [
			{ mark: { type: 'point', filled: true, tooltip: { content: 'data' } }, encoding: { x, y } },
			...(parameter.isNumeric ? [{ transform: [{ regression: 'metric', on: 'parameter', ...(isLog ? { method: 'log' } : {}) }], mark: { type: 'line', strokeDash: [4, 4] }, encoding: { x, y } }] : []),
		],
	});
}

/** Vega-Lite has no parallel axes: positions from 0 to 1 are given, with the values beside them. */
export function parallelSpec(axes: readonly Axis[], columns: readonly Named[], width: number): object {
	return spec(axes.map(({ quantity }) => quantity.name).join(', '), width, {
		data: { values: columns.flatMap(({ name }, column) => axes.map(({ quantity, scale }) => ({ version: name, axis: quantity.name, value: quantity.texts[column] ?? '', position: quantity.values[column] === undefined ? null : scale.at(quantity.values[column]) }))) },
		mark: { type: 'line', tooltip: { content: 'data' }, point: true },
		encoding: { x: { field: 'axis', type: 'nominal', sort: null, title: null, axis: { grid: true, labelAngle: 0 } }, y: { field: 'position', type: 'quantitative', axis: null }, detail: { field: 'version', type: 'nominal' }, color: { field: 'version', type: 'nominal', title: null } },
	});
}

export function importanceSpec(metric: string, found: readonly Important[], width: number): object {
	return spec(`Parameters by how strongly each alone goes with ${metric}. Correlation is not cause.`, width, {
		height: { step: 24 },
		data: { values: found.map(({ parameter, association: { strength, sign, kind, n, chance } }) => ({ parameter: parameter.name, strength, sign, kind: kind === 'rank' ? 'rank correlation' : 'correlation ratio', n, chance })) }, mark: { type: 'bar', tooltip: { content: 'data' } },
		encoding: { y: { field: 'parameter', type: 'nominal', sort: null, title: null }, x: { field: 'strength', type: 'quantitative', title: `strength, with ${metric}`, scale: { domain: [0, 1] } }, opacity: { condition: { test: 'datum.chance >= 0.05', value: 0.4 }, value: 1 } },
	});
}

export function curvesSpec(metric: string, curves: readonly Curve[], nameOf: (version: string) => string, { along, isLog }: Pick<CurveOptions, 'along' | 'isLog'>, width: number): object {
	return spec(`${metric} over the training`, width, {
		data: { values: curves.flatMap(curve => curve.values.flatMap((value, at) => { const x = xsOf(curve, along)?.[at]; return value === null || x === undefined ? [] : [{ version: nameOf(curve.version), at: x, value }]; })) },
		mark: { type: 'line', tooltip: true },
		encoding: { x: { field: 'at', type: 'quantitative', title: along === 'time' ? 'seconds' : along }, y: { field: 'value', type: 'quantitative', title: metric, scale: { type: isLog ? 'log' : 'linear', zero: false } }, color: { field: 'version', type: 'nominal', title: null }, strokeDash: { field: 'version', type: 'nominal', title: null } },
	});
}
