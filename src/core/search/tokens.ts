import type { SearchFault } from './expression';

export type Token = { readonly offset: number; readonly length: number } & (
	| { readonly is: 'word'; readonly text: string }
	/** In quotes; `text` is what is between them. */
	| { readonly is: 'quoted'; readonly text: string }
	| { readonly is: 'operator'; readonly text: '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~' }
	| { readonly is: 'regex'; readonly pattern: string; readonly flags: string }
	| { readonly is: '(' | ')' | ',' | 'end' });

const operators: readonly (readonly [written: string, means: Extract<Token, { is: 'operator' }>['text']])[] = [
	['==', '='], ['!=', '!='], ['<>', '!='], ['<=', '<='], ['>=', '>='], ['!~', '!~'], ['=~', '~'], ['=', '='], ['<', '<'], ['>', '>'], ['~', '~'], ['≠', '!='], ['≤', '<='], ['≥', '>='],
];
/** Everything up to a space, a parenthesis, a comma, a double quote or an operator. */
const word = /(?:[^\s()",=<>~≠≤≥!]|!(?![=~]))+/y;

/** The token that begins at or behind `from`. A regular expression only stands where one is asked for: behind `~`. */
export function nextToken(text: string, from: number, regexAllowed: boolean): Token | SearchFault {
	let at = from;
	while (at < text.length && /\s/.test(text.charAt(at))) { at++; }
	if (at >= text.length) { return { is: 'end', offset: text.length, length: 0 }; }
	const character = text.charAt(at);
	if (character === '(' || character === ')' || character === ',') { return { is: character, offset: at, length: 1 }; }
	if (character === '"' || character === "'") { return quoted(text, at); }
	if (character === '/' && regexAllowed) { return regex(text, at); }
	const operator = operators.find(([written]) => text.startsWith(written, at));
	if (operator) { return { is: 'operator', text: operator[1], offset: at, length: operator[0].length }; }
	word.lastIndex = at;
	const found = word.exec(text)?.[0] ?? character;
	return { is: 'word', text: found, offset: at, length: found.length };
}

function quoted(text: string, at: number): Token | SearchFault {
	const quote = text.charAt(at);
	let value = '';
	for (let i = at + 1; i < text.length; i++) {
		const character = text.charAt(i);
		if (character === quote) { return { is: 'quoted', text: value, offset: at, length: i + 1 - at }; }
		if (character === '\\' && i + 1 < text.length) { value += text.charAt(++i); continue; }
		value += character;
	}
	return { offset: at, length: text.length - at, why: `the ${quote} that begins here is never closed` };
}

function regex(text: string, at: number): Token | SearchFault {
	let inClass = false;
	for (let i = at + 1; i < text.length; i++) {
		const character = text.charAt(i);
		if (character === '\\') { i++; continue; }
		if (character === '[') { inClass = true; }
		if (character === ']') { inClass = false; }
		if (character !== '/' || inClass) { continue; }
		const flags = /^[a-z]*/i.exec(text.slice(i + 1))?.[0] ?? '';
		return { is: 'regex', pattern: text.slice(at + 1, i), flags, offset: at, length: i + 1 + flags.length - at };
	}
	return { offset: at, length: text.length - at, why: 'the regular expression that begins here needs a / at its end' };
}

export function isFault(found: object): found is SearchFault {
	return 'why' in found;
}
