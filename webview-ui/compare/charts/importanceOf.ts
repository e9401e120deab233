import { association, type Association } from '../../../src/core/statistics/association';
import type { Quantity } from './quantities';

/** With fewer versions than these a correlation says next to nothing. */
export const leastVersions = 8;
const mostRows = 20;

export interface Important { readonly parameter: Quantity; readonly association: Association }

/** Parameters by how strongly each alone goes with the metric, the strongest first; `most` of them are tested against chance. */
export function importanceOf(parameters: readonly Quantity[], metric: Quantity, most = mostRows): readonly Important[] {
	const facts = (one: Quantity) => (one.isNumeric ? one.values : one.values.map((value, at) => (value === undefined ? undefined : one.texts[at])));
	const measured = parameters.flatMap(parameter => {
		const found = association(facts(parameter), metric.values, leastVersions, 0);
		return found ? [{ parameter, association: found }] : [];
	}).sort((a, b) => b.association.strength - a.association.strength || (a.parameter.key < b.parameter.key ? -1 : 1));
	return measured.slice(0, most).map(one => ({ ...one, association: association(facts(one.parameter), metric.values, leastVersions) ?? one.association }));
}

const known = new WeakMap<readonly Quantity[], Map<string, readonly Important[]>>();

/** As importanceOf, once for each comparison and metric. */
export function rememberedImportance(parameters: readonly Quantity[], metric: Quantity): readonly Important[] {
	const of = known.get(parameters) ?? new Map<string, readonly Important[]>();
	known.set(parameters, of);
	const found = of.get(metric.key) ?? importanceOf(parameters, metric);
	of.set(metric.key, found);
	return found;
}
