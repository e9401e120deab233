import type { ParamValue } from '../../model';
import type { Value } from '../database';

/**
 * A recorded value as the index of a search keeps it: numbers and texts as they are; what SQLite has no type for (true, false, null, NaN)
 * as its word in bytes, which equals neither a number nor a text. A list is each of its items.
 */
export function searchValues(value: ParamValue): readonly Value[] {
	if (Array.isArray(value)) { return [...new Map((value as readonly (string | number | boolean | null)[]).map(item => [`${typeof item} ${String(item)}`, encoded(item)])).values()]; }
	return [encoded(value as string | number | boolean | null)];
}

function encoded(item: string | number | boolean | null): Value {
	// JSON has no words for these three: records hold them as texts.
	const value = item === 'NaN' ? NaN : item === 'Infinity' ? Infinity : item === '-Infinity' ? -Infinity : item;
	if (typeof value === 'number') { return Number.isNaN(value) ? wordBytes('NaN') : value; }
	return typeof value === 'string' ? value : wordBytes(String(value));
}

export function wordBytes(word: string): Uint8Array {
	return new Uint8Array(Buffer.from(word, 'utf8'));
}
