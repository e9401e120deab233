import type { Database as SqlDatabase, SqlValue } from 'sql.js';
import { modelKey } from '../../records/names';
import { regex, type Matcher } from '../../search/regex/regex';

const longestText = 100_000;
const mostMatchers = 32;

/** What searches ask of values that SQL has no words for. None changes anything; of what is missing nothing can be said. */
export function addSearchFunctions(sql: SqlDatabase): void {
	const matchers = new Map<string, Matcher>();
	const matcher = (pattern: string, flags: string) => {
		const key = `${flags}/${pattern}`;
		let found = matchers.get(key);
		if (!found) {
			if (matchers.size >= mostMatchers) { matchers.clear(); }
			matchers.set(key, found = regex(pattern, flags === 'i'));
		}
		return found;
	};
	/** The needle comes in lower case. */
	sql.create_function('search_contains', (value: SqlValue, needle: string) => (value === null ? null : textOf(value).toLowerCase().includes(needle) ? 1 : 0));
	sql.create_function('search_matches', (value: SqlValue, pattern: string, flags: string) => (value === null ? null : matcher(pattern, flags)(textOf(value)) ? 1 : 0));
	sql.create_function('search_number', (value: SqlValue) => (typeof value === 'string' ? numberIn(value) ?? null : null));
	sql.create_function('search_key', (value: SqlValue) => (value === null ? null : modelKey(textOf(value))));
}

/** True, false, null and NaN are kept as their words in bytes (see values.ts). */
function textOf(value: Exclude<SqlValue, null>): string {
	return typeof value === 'object' ? Buffer.from(value).toString('utf8') : String(value).slice(0, longestText);
}

/** The number that a text is, where it is one and nothing else. */
export function numberIn(text: string): number | undefined {
	return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
