import { RegistryError } from '../errors';
import { Numeral, type Data } from './data';

const maxDepth = 200;
const numeral = /-?(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|Infinity)/y;
const space = /[ \t\r\n]*/y;
const plain = /[^"\\\u0000-\u001f]*/y;
const words: readonly (readonly [string, Data])[] = [['true', true], ['false', false], ['null', null], ['NaN', new Numeral(NaN, 'NaN')]];

/**
 * JSON as Python writes it: RFC 8259, and bare `NaN`, `Infinity`, `-Infinity`. Numbers keep their text, of a repeated key the last one counts.
 * `path` is only for the sentence. Throws RegistryError('damaged-file') for anything else, and past 200 levels of nesting.
 */
export function parseTolerantJson(text: string, path: string): Data {
	let here = 0;

	function damaged(what: string): never {
		const line = text.slice(0, here).split('\n').length;
		throw new RegistryError('damaged-file', { path, why: `line ${line} is not JSON (${what})` });
	}

	function skip(): string | undefined {
		space.lastIndex = here;
		here += space.exec(text)?.[0].length ?? 0;
		return text[here];
	}

	function string(): string {
		let result = '';
		for (here++; ;) {
			plain.lastIndex = here;
			const run = plain.exec(text)?.[0] ?? '';
			result += run;
			here += run.length;
			const next = text[here];
			if (next === '"') {
				here++;
				return result;
			}
			// Python's writers escape control characters, but hand-made files hold raw tabs.
			if (next === '\t') {
				result += next;
				here++;
			} else if (next === '\\') {
				result += escape();
			} else {
				damaged('a text has no end');
			}
		}
	}

	function escape(): string {
		const letter = text[here + 1];
		here += 2;
		if (letter === 'u') {
			const hex = text.slice(here, here + 4);
			if (!/^[0-9a-fA-F]{4}$/.test(hex)) { damaged('\\u needs four hex digits'); }
			here += 4;
			return String.fromCharCode(parseInt(hex, 16));
		}
		const place = letter === undefined ? -1 : '"\\/bfnrt'.indexOf(letter);
		return place < 0 ? damaged('unknown escape') : ('"\\/\b\f\n\r\t'[place] ?? '');
	}

	function list(depth: number): Data {
		const items: Data[] = [];
		here++;
		if (skip() === ']') {
			here++;
			return items;
		}
		for (; ;) {
			items.push(value(depth));
			const next = skip();
			here++;
			if (next === ']') { return items; }
			if (next !== ',') { damaged("',' or ']' is missing"); }
		}
	}

	function mapping(depth: number): Data {
		const entries = new Map<string, Data>();
		here++;
		if (skip() === '}') {
			here++;
			return entries;
		}
		for (; ;) {
			if (skip() !== '"') { damaged('a key is missing'); }
			const key = string();
			if (skip() !== ':') { damaged("':' is missing"); }
			here++;
			entries.set(key, value(depth));
			const next = skip();
			here++;
			if (next === '}') { return entries; }
			if (next !== ',') { damaged("',' or '}' is missing"); }
		}
	}

	function value(depth: number): Data {
		if (depth > maxDepth) { damaged('nested too deep'); }
		const first = skip();
		if (first === '{') { return mapping(depth + 1); }
		if (first === '[') { return list(depth + 1); }
		if (first === '"') { return string(); }
		for (const [word, meaning] of words) {
			if (text.startsWith(word, here)) {
				here += word.length;
				return meaning;
			}
		}
		numeral.lastIndex = here;
		const written = numeral.exec(text)?.[0];
		if (written === undefined) { return damaged(first === undefined ? 'it ends too early' : 'a value is missing'); }
		here += written.length;
		return new Numeral(Number(written), written);
	}

	const result = value(0);
	if (skip() !== undefined) { damaged('more follows after its end'); }
	return result;
}
