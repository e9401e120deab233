import type { ParamValue } from '../core/model';
import { UsageError } from './usageError';

/** Splits 'K=V' at its first '='. Throws UsageError. */
export function pair(option: string, text: string): readonly [key: string, value: string] {
	const at = text.indexOf('=');
	if (at <= 0) { throw new UsageError(`${option} takes KEY=VALUE, and '${text}' is not that.`); }
	return [text.slice(0, at).trim(), text.slice(at + 1)];
}

export function pairs(option: string, texts: readonly string[] | undefined): Readonly<Record<string, string>> {
	return Object.fromEntries((texts ?? []).map(text => pair(option, text)));
}

const decimal = /^[+-]?(?:0|[1-9]\d*|(?=\.\d))(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/** A number as people and Python write it: '0.9130', '-1e-3', 'nan', 'inf', '-Infinity'. */
export function parseNumber(text: string): number | undefined {
	const plain = text.trim();
	if (decimal.test(plain)) { return Number(plain); }
	const [, sign, word] = /^([+-]?)(nan|inf|infinity)$/i.exec(plain) ?? [];
	if (word === undefined) { return undefined; }
	return word.toLowerCase() === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity;
}

/** Throws UsageError for what isn't a number. */
export function parseMetric(name: string, text: string): number {
	const value = parseNumber(text);
	if (value === undefined) { throw new UsageError(`--metric ${name}=${text}: '${text}' is not a number.`); }
	return value;
}

/** A hyperparameter: numbers, true and false, null, JSON lists of such, and a text in double quotes are recognised; the rest is text. */
export function parseParam(text: string): ParamValue {
	if (decimal.test(text)) {
		const value = Number(text);
		// A number that would become another one (a long id) stays the text that it is.
		return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : text;
	}
	if (/^(?:true|false)$/i.test(text)) { return text.toLowerCase() === 'true'; }
	if (text === 'null') { return null; }
	if (!/^(?:\[.*\]|".*")$/s.test(text)) { return text; }
	try {
		const parsed: unknown = JSON.parse(text);
		return typeof parsed === 'string' || isList(parsed) ? parsed : text;
	} catch {
		// It only looked like JSON: it is a text.
		return text;
	}
}

function isList(value: unknown): value is readonly (string | number | boolean | null)[] {
	return Array.isArray(value) && value.every(one => one === null || ['string', 'number', 'boolean'].includes(typeof one));
}

/** Throws UsageError for what isn't a whole number from 1 on. */
export function wholeNumber(option: string, text: string | undefined): number | undefined {
	if (text === undefined) { return undefined; }
	if (!/^[1-9]\d{0,8}$/.test(text)) { throw new UsageError(`${option} takes a whole number, and '${text}' is not one.`); }
	return Number(text);
}
