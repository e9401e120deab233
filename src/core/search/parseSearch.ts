import { RegistryError } from '../errors';
import type { Expression, SearchFault } from './expression';
import { Fault, Parser } from './parser';

export type ParsedSearch = { readonly expression: Expression } | { readonly fault: SearchFault };

const longest = 10_000;

/** Reads a search. Never throws: what can't be read is said with its place in the text. An empty text finds everything. */
export function parseSearch(text: string): ParsedSearch {
	if (text.length > longest) { return { fault: { offset: longest, length: text.length - longest, why: `it is longer than ${longest} characters` } }; }
	try {
		return { expression: new Parser(text).search() };
	} catch (error) {
		if (!(error instanceof Fault)) { throw error; }
		return { fault: { offset: error.offset, length: error.length, why: error.why } };
	}
}

/** As `parseSearch`. Throws 'bad-search'. */
export function readSearch(text: string): Expression {
	const parsed = parseSearch(text);
	if ('expression' in parsed) { return parsed.expression; }
	throw new RegistryError('bad-search', { text, ...parsed.fault });
}
