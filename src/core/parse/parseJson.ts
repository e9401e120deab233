import { RegistryError } from '../errors';
import { isList, isMap, Numeral, type Data } from './data';
import { parseTolerantJson } from './tolerantJson';

/** No tool nests deeper, and what walks the value need not mind its stack. */
const mostDepth = 200;

/** JSON as Python writes it, with bare NaN, Infinity and -Infinity, as plain objects. Throws SyntaxError, for what is nested deeper than 200 levels as well. */
export function parseJson(text: string): unknown {
	if (isDeep(text)) { throw new SyntaxError('The JSON is nested too deep.'); }
	try {
		return JSON.parse(text);
	} catch (error) {
		if (!/\bNaN\b|\bInfinity\b/.test(text)) { throw error; }
	}
	// The engine's own parser is many times faster, and right for nearly every file.
	try {
		return plain(parseTolerantJson(text, ''));
	} catch (error) {
		if (RegistryError.is(error, 'damaged-file')) { throw new SyntaxError(error.message); }
		throw error;
	}
}

function plain(data: Data): unknown {
	if (data instanceof Numeral) { return data.value; }
	if (isList(data)) { return data.map(plain); }
	// Each key becomes the object's own, `__proto__` too.
	return isMap(data) ? Object.fromEntries([...data].map(([key, value]) => [key, plain(value)])) : data;
}

function isDeep(text: string): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		switch (text.charCodeAt(at)) {
			case 0x5b: case 0x7b: if (++depth > mostDepth) { return true; } break;
			case 0x5d: case 0x7d: depth--; break;
			case 0x22:
				// To the string's end, past whatever it escapes.
				for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++) { if (text.charCodeAt(at) === 0x5c) { at++; } }
		}
	}
	return false;
}
