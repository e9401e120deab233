import type { Value } from './expression';
import type { FieldType } from './fields';
import { agoPattern, intervalOf } from './times';

const decimal = /^[+-]?(?:\d+(?:_\d+)*|(?=\.\d))(?:\.\d*)?(?:e[+-]?\d+)?$/i;
const sizes: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 };
const counts: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** What a field of this type may be compared with; undefined where any text will do. */
export const valueHint: Readonly<Record<FieldType, string>> = {
	text: 'a text', hash: 'a hash, or its beginning in hex digits', version: 'a version number such as 7 or v7', number: 'a number, nan or inf',
	count: 'a number such as 350M or 7B', bytes: 'a size such as 10MB or 4GiB', time: 'a date such as 2026-01-31, or an age such as 7d', flag: 'true or false', recorded: 'a value',
};

/** A word or quoted text as a value of a field; undefined where the field has no such values. */
export function parseValue(type: FieldType, text: string, isQuoted: boolean): Value | undefined {
	switch (type) {
		case 'text': return { is: 'text', text };
		case 'hash': {
			const hex = text.toLowerCase().replace(/^sha256:/, '');
			return /^[0-9a-f]{1,64}$/.test(hex) ? { is: 'text', text: hex } : undefined;
		}
		case 'version': {
			const digits = /^v?(\d{1,15})$/i.exec(text)?.[1];
			return digits === undefined ? undefined : { is: 'number', number: Number(digits) };
		}
		case 'number': return number(parseNumber(text));
		case 'bytes': return number(withUnit(text, sizes));
		case 'count': return number(withUnit(text, counts));
		case 'time': return agoPattern.test(text.toLowerCase()) ? { is: 'ago', ago: text.toLowerCase() } : intervalOf(text, 0) ? { is: 'date', date: /^\d/.test(text) ? text.toUpperCase() : text.toLowerCase() } : undefined;
		case 'flag': return flag(text);
		case 'recorded': return isQuoted ? { is: 'text', text } : number(parseNumber(text)) ?? flag(text) ?? (/^null$/i.test(text) ? { is: 'null' } : { is: 'text', text });
	}
}

function number(value: number | undefined): Value | undefined {
	// -0 is 0 to everything here, and prints so.
	return value === undefined ? undefined : { is: 'number', number: value === 0 ? 0 : value };
}

function flag(text: string): Value | undefined {
	return /^(?:true|false)$/i.test(text) ? { is: 'boolean', boolean: text.toLowerCase() === 'true' } : undefined;
}

function parseNumber(text: string): number | undefined {
	if (decimal.test(text)) { return Number(text.replaceAll('_', '')); }
	const [, sign, word] = /^([+-]?)(nan|inf|infinity)$/i.exec(text) ?? [];
	if (word === undefined) { return undefined; }
	return word.toLowerCase() === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity;
}

function withUnit(text: string, units: Readonly<Record<string, number>>): number | undefined {
	const [, digits = '', unit = ''] = /^(.*?)([a-z]*)$/i.exec(text) ?? [];
	const factor = units[unit.toLowerCase()];
	if (factor !== undefined && decimal.test(digits)) { return Number(digits.replaceAll('_', '')) * factor; }
	return decimal.test(text) ? parseNumber(text) : undefined;
}
