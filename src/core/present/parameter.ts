import type { ParamValue } from '../model';
import { grouped, minus } from './digits';

/** A hyperparameter as it was written (`2e-5`), or as one would write it. */
export function formatParam(value: ParamValue, written?: string): string {
	if (written !== undefined && written !== '') { return written; }
	if (value === null) { return 'none'; }
	if (typeof value === 'number') { return plainNumber(value); }
	if (typeof value === 'string') { return value === '' ? `''` : value; }
	if (typeof value === 'boolean') { return String(value); }
	return `[${value.map(one => formatParam(one)).join(', ')}]`;
}

/** 2e-5 rather than 0.00002, and 0.001 rather than 1e-3. */
function plainNumber(value: number): string {
	const text = String(value);
	return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : text.replace('e+', 'e');
}

/** Names of parameters that people double and halve. */
const scales = /(?:^|[._/-])(?:lr|eta|alpha|beta|gamma|lambda|l1|l2|eps(?:ilon)?|rate|decay|size|batch|dim|hidden|width|units|channels|filters|length|tokens|rank|r|temperature|tol)(?:$|[._/-])|_(?:size|dim|rate)$|learning_?rate/i;

/**
 * How far a parameter is from its base: a factor (`×0.5`) for rates and sizes, a difference (`+1`) for counts, `changed` for the rest;
 * undefined where they are equal.
 */
export function paramDistance(name: string, value: ParamValue, base: ParamValue): string | undefined {
	if (value === base || Object.is(value, base) || (isList(value) && isList(base) && JSON.stringify(value) === JSON.stringify(base))) { return undefined; }
	if (typeof value !== 'number' || typeof base !== 'number' || !Number.isFinite(value) || !Number.isFinite(base)) { return 'changed'; }
	const sameSign = value !== 0 && base !== 0 && Math.sign(value) === Math.sign(base);
	const counts = Number.isInteger(value) && Number.isInteger(base);
	if (sameSign && (!counts || scales.test(name))) {
		const factor = Number((value / base).toPrecision(3));
		if (factor !== 1) { return `×${plainNumber(factor)}`; }
	}
	const delta = Number((value - base).toPrecision(12));
	const size = Math.abs(delta);
	return `${delta < 0 ? minus : '+'}${Number.isInteger(size) && size < 1e15 ? grouped(String(size)) : plainNumber(size)}`;
}

function isList(value: ParamValue): boolean {
	return Array.isArray(value);
}
