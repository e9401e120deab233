import type { Certainty, Param, ParamValue, Source } from '../model';
import { isSecretName, looksSecret } from '../secrets';

const MOST_PARAMS = 2000;
const MOST_TEXT = 2000;
const MOST_DEPTH = 8;
const MOST_LIST = 256;

/**
 * Hyperparameters out of nested plain data: names joined with dots, lists of scalars kept as lists, nothing secret.
 * What is too deep, too long or not plain is left out.
 */
export function toParams(record: Readonly<Record<string, unknown>>, source: Source, certainty: Certainty = 'certain'): Param[] {
	const found: Param[] = [];
	const add = (name: string, value: unknown, depth: number): void => {
		if (found.length >= MOST_PARAMS || depth > MOST_DEPTH || isSecretName(name) || looksSecret(value, name)) { return; }
		const plain = paramValue(value);
		if (plain !== undefined) {
			found.push({ name, value: plain, source: { ...source, field: source.field ? `${source.field}.${name}` : name }, certainty });
		} else if (Array.isArray(value)) {
			value.slice(0, MOST_LIST).forEach((one, at) => add(`${name}.${at}`, one, depth + 1));
		} else if (typeof value === 'object' && value !== null) {
			for (const [key, one] of Object.entries(value)) { add(`${name}.${key}`, one, depth + 1); }
		}
	};
	for (const [name, value] of Object.entries(record)) { add(name, value, 0); }
	return found;
}

/** A scalar, or a list of scalars, as a parameter's value; undefined for anything else. */
function paramValue(value: unknown): ParamValue | undefined {
	if (Array.isArray(value)) {
		return value.length <= MOST_LIST && value.every(isScalar) ? value.map(one => typeof one === 'string' ? clipped(one) : one) : undefined;
	}
	return isScalar(value) ? (typeof value === 'string' ? clipped(value) : value) : undefined;
}

function isScalar(value: unknown): value is string | number | boolean | null {
	return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Long text cut, and said so by the ellipsis. */
export function clipped(text: string, most = MOST_TEXT): string {
	return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Text that a tool wrote for a scalar: 'None' and '' are null, 'True' is true, '2e-5' a number that keeps its text. */
export function scalarFromText(text: string): { readonly value: string | number | boolean | null; readonly text?: string } {
	const trimmed = text.trim();
	if (trimmed === '' || trimmed === 'None' || trimmed === 'null') { return { value: null }; }
	if (/^true$/i.test(trimmed)) { return { value: true }; }
	if (/^false$/i.test(trimmed)) { return { value: false }; }
	if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) {
		const value = Number(trimmed);
		// An integer that a double can't hold is an identity, not a number.
		if (Number.isFinite(value) && (!/^[+-]?\d+$/.test(trimmed) || Number.isSafeInteger(value))) {
			return String(value) === trimmed ? { value } : { value, text: trimmed };
		}
	}
	return { value: clipped(trimmed) };
}

/** Header text for `metadata`: strings as they are, the rest as JSON, clipped; null and empty left out. */
export function toMetadata(record: Readonly<Record<string, unknown>>): Record<string, string> {
	const pairs = Object.entries(record).filter(([, value]) => value !== undefined && value !== null && value !== '').slice(0, MOST_PARAMS);
	return Object.fromEntries(pairs.map(([key, value]) => [clipped(key, 200), clipped(typeof value === 'string' ? value : JSON.stringify(value) ?? String(value))]));
}
