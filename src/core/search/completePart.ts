import { parseSearch } from './parseSearch';

/** Most places at which a search is tried to be cut. */
const most = 50;

/**
 * The longest beginning of a search that can be read and ends before a connective: what already holds while the rest is being typed.
 * `before` is where the whole can't be read. Undefined where there is none.
 */
export function completePart(text: string, before: number): string | undefined {
	const places = [...text.slice(0, before).matchAll(/\s(?:and|or|&&|\|\|)(?=\s|$)/gi)].map(match => match.index).reverse();
	for (const place of places.slice(0, most)) {
		const part = text.slice(0, place).trim();
		if (part !== '' && 'expression' in parseSearch(part)) { return part; }
	}
	return undefined;
}
