import type { Sorting } from '../../shared/grid/column';
import type { ColumnId } from '../columnIds';

/** The next sorting when a head is pressed: the way one mostly wants first (the best first), then the other way, then not by it. With `adds` what is sorted by already stays before it. */
export function nextSorts(now: readonly Sorting[], column: ColumnId, descends: boolean, adds: boolean): readonly Sorting[] {
	const known = now.find(one => one.column === column);
	const next = known === undefined ? { column, descending: descends } : known.descending === descends ? { column, descending: !descends } : undefined;
	if (adds) { return known ? now.flatMap(one => (one === known ? next ?? [] : [one])) : [...now, { column, descending: descends }]; }
	// A press without Shift begins anew where several columns were sorted by.
	return known && now.length > 1 ? [{ column, descending: descends }] : next ? [next] : [];
}

/** The columns with one of them moved to stand before or after another. */
export function movedColumn(ids: readonly ColumnId[], id: ColumnId, beside: ColumnId, after: boolean): readonly ColumnId[] {
	const others = ids.filter(one => one !== id);
	const at = others.indexOf(beside);
	return at < 0 || others.length === ids.length ? ids : [...others.slice(0, at + (after ? 1 : 0)), id, ...others.slice(at + (after ? 1 : 0))];
}

/** The columns with one shown or hidden; one that is shown comes where it stands among all. */
export function toggledColumn(ids: readonly ColumnId[], id: ColumnId, all: readonly ColumnId[]): readonly ColumnId[] {
	if (ids.includes(id)) { return ids.filter(one => one !== id); }
	const before = new Set(all.slice(0, all.indexOf(id)));
	let at = ids.length;
	while (at > 0 && !before.has(ids[at - 1] ?? '')) { at--; }
	return [...ids.slice(0, at), id, ...ids.slice(at)];
}

/** The version first, then the pinned ones, then the others, each in their order. */
export function pinnedFirst(ids: readonly ColumnId[], pinned: readonly ColumnId[]): readonly ColumnId[] {
	const first = new Set(['version', ...pinned]);
	return ['version', ...ids.filter(id => id !== 'version' && first.has(id)), ...ids.filter(id => !first.has(id))];
}
