import type { Certainty, Metric, Param, ParamValue, Source } from '../../model';
import { isList, isMap, Numeral, type Data } from '../../parse/data';

/** More than any configuration that a person wrote; what follows is left out. */
const maxEntries = 2_000;
const maxText = 4_096;
const maxList = 1_000;

export type Origin = { readonly source: Source; readonly certainty?: Certainty };

/** Hyperparameters of nested data: names joined by dots, lists of scalars whole, lists of anything else by index. */
export function paramsOf(data: Data | undefined, origin: Origin): readonly Param[] {
	return leaves(data).flatMap(([name, leaf]) => {
		const value = paramValue(leaf);
		if (value === undefined || name === '') { return []; }
		const text = leaf instanceof Numeral && leaf.text !== value ? significantText(leaf) : undefined;
		return [{ name, value, ...(text === undefined ? {} : { text }), source: within(origin.source, name), certainty: origin.certainty ?? 'likely' }];
	});
}

/** Metrics of nested data: its numbers, and the texts `nan`, `inf`, `-inf`. All else is passed over. */
export function metricsOf(data: Data | undefined, origin: Origin): readonly Metric[] {
	return leaves(data).flatMap(([name, leaf]) => {
		const numeral = leaf instanceof Numeral ? leaf : typeof leaf === 'string' ? notFinite(leaf) : undefined;
		return numeral === undefined || name === '' ? [] : [metricOf(name, numeral, origin)];
	});
}

/** One metric, as it was written. */
export function metricOf(name: string, numeral: Numeral, origin: Origin): Metric {
	const text = significantText(numeral);
	return { name, value: numeral.value, ...(text === undefined ? {} : { text }), source: within(origin.source, name), certainty: origin.certainty ?? 'likely' };
}

/** The text of a number where it says more than the value: `2e-5`, `0.9130`. */
export function significantText({ value, text }: Numeral): string | undefined {
	return String(value) === text || !Number.isFinite(value) ? undefined : text;
}

/** `nan`, `inf`, `-Infinity` as Python and the tools print them. */
export function notFinite(text: string): Numeral | undefined {
	const match = /^([-+]?)(?:(nan)|inf(?:inity)?)$/i.exec(text.trim());
	return match ? new Numeral(match[2] ? NaN : match[1] === '-' ? -Infinity : Infinity, text) : undefined;
}

function within(source: Source, name: string): Source {
	return { ...source, field: source.field ? `${source.field}.${name}` : name };
}

function leaves(data: Data | undefined): readonly (readonly [string, Data])[] {
	const found: [string, Data][] = [];
	function walk(name: string, here: Data): void {
		if (found.length >= maxEntries) { return; }
		if (isMap(here)) {
			for (const [key, inner] of here) { walk(name === '' ? key : `${name}.${key}`, inner); }
		} else if (isList(here) && here.some(item => isMap(item) || isList(item))) {
			here.forEach((item, index) => { walk(`${name}.${index}`, item); });
		} else {
			found.push([name, here]);
		}
	}
	if (data !== undefined) { walk('', data); }
	return found;
}

function paramValue(leaf: Data): ParamValue | undefined {
	if (isMap(leaf)) { return undefined; }
	if (isList(leaf)) { return leaf.length > maxList ? undefined : leaf.map(item => isMap(item) || isList(item) ? null : scalar(item)); }
	return scalar(leaf);
}

function scalar(leaf: string | boolean | null | Numeral): string | number | boolean | null {
	if (leaf instanceof Numeral) {
		// A whole number that JavaScript can't hold is an id or a seed: its digits count.
		return Number.isInteger(leaf.value) && !Number.isSafeInteger(leaf.value) && /^[-+]?\d+$/.test(leaf.text) ? leaf.text : leaf.value;
	}
	return typeof leaf === 'string' && leaf.length > maxText ? `${leaf.slice(0, maxText)}…` : leaf;
}
