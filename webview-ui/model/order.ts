import type { Sorting } from '../shared/grid/column';
import { metricAt, type VersionList, type VersionRow } from './versionList';

/** Sorts rows by a column. What has no value there (not recorded, NaN, a word among numbers) comes last, whichever way the rest is sorted; equals stay newest first. */
export function sortedRows(list: VersionList, rows: readonly VersionRow[], { column, descending }: Sorting): readonly VersionRow[] {
	if (column === 'version') { return descending ? rows : [...rows].reverse(); }
	const keys = keysOf(list, column);
	const words = keys.words;
	const sign = descending ? -1 : 1;
	return [...rows].sort((a, b) => {
		const x = keys.number(a.at), y = keys.number(b.at);
		const hasX = !Number.isNaN(x), hasY = !Number.isNaN(y);
		if (hasX && hasY) { return x === y ? a.at - b.at : x < y ? -sign : sign; }
		if (hasX !== hasY) { return hasX ? -1 : 1; }
		const s = words(a.at), t = words(b.at);
		if (s === t) { return a.at - b.at; }
		return s === '' ? 1 : t === '' ? -1 : s < t ? -sign : sign;
	});
}

interface Keys { readonly number: (row: number) => number; readonly words: (row: number) => string }

function keysOf(list: VersionList, column: string): Keys {
	const none = () => NaN;
	if (column.startsWith('metrics.')) {
		const name = column.slice(8);
		return { number: row => finite(metricAt(list, name, row)), words: () => '' };
	}
	if (column === 'age') { return { number: row => -(list.at[row] ?? NaN), words: () => '' }; }
	if (column === 'aliases') { return { number: none, words: row => { const held = list.aliases.get(row); return held ? [...held.settled, ...held.contested].join(' ') : ''; } }; }
	if (column === 'tags') { return { number: none, words: row => Object.entries(list.tags.get(row) ?? {}).map(([name, value]) => `${name}=${value}`).join(' ') }; }
	const texts = column === 'author' ? list.author : list.params.get(column.slice(7));
	if (!texts) { return { number: none, words: () => '' }; }
	const at = <T>(values: readonly T[], row: number, otherwise: T) => { const place = texts.of[row] ?? 0; return place === 0 ? otherwise : values[place - 1] ?? otherwise; };
	return { number: row => at(texts.numbers, row, NaN), words: row => at(texts.texts, row, '') };
}

/** Infinities are last, as what isn't a number is. */
function finite(value: number | undefined): number {
	return value !== undefined && Number.isFinite(value) ? value : NaN;
}
