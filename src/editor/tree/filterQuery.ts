import type { Search } from '../../core/verbs/read';
import { conditionsOf, type SearchFault } from '../../core/search/expression';
import { parseSearch } from '../../core/search/parseSearch';

/**
 * What the Models view asks for: a search where the filter is one. Plain words are looked for as one text, as is what can't be read as a
 * search; then `fault` says why.
 */
export function filterQuery(filter: string): Pick<Search, 'where' | 'filter'> & { readonly fault?: SearchFault } {
	const parsed = parseSearch(filter);
	if ('fault' in parsed) { return { filter, fault: parsed.fault }; }
	const { expression } = parsed;
	const isPlain = (expression.is === 'text' || expression.is === 'all') && conditionsOf(expression).every(one => one.is === 'text') && !/["'()]|\b(?:and|or|not)\b/i.test(filter);
	return isPlain ? { filter } : { where: filter };
}
