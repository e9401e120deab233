import type { NumberColumn } from '../../src/protocol/model';
import type { Sorting } from '../shared/grid/column';
import { evaluationPrefix } from './evaluations/evaluationColumns';
import type { VersionList, VersionRow } from './versionList';

/**
 * Sorts rows by columns, the first counting most. What has no value there (not recorded, NaN, a word among numbers) comes last, whichever
 * way the rest is sorted; equals stay newest first.
 */
export function sortedRows(list: VersionList, rows: readonly VersionRow[], sorts: readonly Sorting[]): readonly VersionRow[] {
	const [first] = sorts;
	if (!first) { return rows; }
	if (first.column === 'version') { return first.descending ? rows : [...rows].reverse(); }
	const orders = sorts.map(sort => orderBy(list, rows, sort));
	const [leading = () => 0, ...others] = orders;
	return [...rows].sort((a, b) => {
		let found = leading(a.at, b.at);
		for (let next = 0; found === 0 && next < others.length; next++) { found = others[next]?.(a.at, b.at) ?? 0; }
		return found === 0 ? a.at - b.at : found;
	});
}

type Order = (a: number, b: number) => number;

function orderBy(list: VersionList, rows: readonly VersionRow[], { column, descending }: Sorting): Order {
	const { numbers, words } = keysOf(list, rows, column);
	const sign = descending ? -1 : 1;
	return (a, b) => {
		const x = numbers[a] ?? NaN, y = numbers[b] ?? NaN;
		// NaN is no number: it equals nothing, itself neither.
		const hasX = x === x, hasY = y === y;
		if (hasX && hasY) { return x === y ? 0 : x < y ? -sign : sign; }
		if (hasX !== hasY) { return hasX ? -1 : 1; }
		const s = words?.[a] ?? '', t = words?.[b] ?? '';
		if (s === t) { return 0; }
		return s === '' ? 1 : t === '' ? -1 : s < t ? -sign : sign;
	};
}

/** By the places in the list; NaN and '' where there is nothing. */
interface Keys { readonly numbers: Float64Array; readonly words?: readonly string[] }

function keysOf(list: VersionList, rows: readonly VersionRow[], column: string): Keys {
	const { length } = list.rows;
	if (column === 'version') { return { numbers: Float64Array.from({ length }, (_none, at) => -at) }; }
	if (column === 'age') { return { numbers: list.at.map(time => -time) }; }
	const measured = column.startsWith('metrics.') ? list.metrics.get(column.slice(8)) : column.startsWith(evaluationPrefix) ? list.evaluations.get(column)?.values : undefined;
	if (measured) { return { numbers: finite(measured) }; }
	const none = new Float64Array(column === 'aliases' || column === 'tags' ? length : 0).fill(NaN);
	const words = new Array<string>(length).fill('');
	if (column === 'aliases') { for (const [at, { settled, contested }] of list.aliases) { words[at] = [...settled, ...contested].join(' '); } return { numbers: none, words }; }
	if (column === 'tags') { for (const [at, held] of list.tags) { words[at] = Object.entries(held).map(([name, value]) => `${name}=${value}`).join(' '); } return { numbers: none, words }; }
	const texts = column === 'author' ? list.author : column.startsWith('params.') ? list.params.get(column.slice(7)) : column.startsWith('tag.') ? list.tagged.get(column.slice(4)) : undefined;
	const numbers = new Float64Array(length).fill(NaN);
	if (!texts) { return { numbers }; }
	for (const { at } of rows) {
		const place = texts.of[at] ?? 0;
		if (place === 0) { continue; }
		numbers[at] = texts.numbers[place - 1] ?? NaN;
		words[at] = texts.texts[place - 1] ?? '';
	}
	return { numbers, words };
}

/** Infinities are last, as what isn't a number is. */
function finite({ numbers, has }: NumberColumn): Float64Array {
	return numbers.map((number, at) => (has[at] && Number.isFinite(number) ? number : NaN));
}
