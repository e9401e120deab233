import type { Comparison } from '../../src/core/compare/comparison';

/** How much of each value there is room for. */
export type Density = 'narrow' | 'few' | 'many';

export interface Layout {
	readonly density: Density;
	/** In px; all in one row. */
	readonly name: number;
	readonly base: number;
	/** Of the strip that shows how far the values spread; 0 without it. */
	readonly spread: number;
	readonly other: number;
	readonly total: number;
}

/** Under this width one version is shown against the base at a time. */
const narrowest = 560;
/** Px of a column in which most values are whole. */
const enough = 110;
/** With more columns, values stand without how they changed: the glyph says it. */
const few = 4;

export function layoutOf({ columns, sections }: Comparison, width: number): Layout {
	if (width < narrowest) { return { density: 'narrow', name: 0, base: 0, spread: 0, other: 0, total: width }; }
	const others = columns.length - 1;
	if (columns.length <= few) {
		const name = Math.max(170, Math.min(260, Math.round(width * 0.22))), base = Math.max(120, Math.min(190, Math.round(width * 0.17)));
		const other = Math.max(290, Math.floor((width - name - base) / others));
		return { density: 'few', name, base, spread: 0, other, total: name + base + other * others };
	}
	// Numbers are never cut: the widest decides. Texts are, with the whole in their tooltip.
	let longest = 6, longestName = 0;
	for (const section of sections) { for (const row of section.rows) { longestName = Math.max(longestName, row.name.length); if (row.numeric) { for (const cell of row.cells) { longest = Math.max(longest, cell.text.length); } } } }
	const base = Math.max(96, Math.min(180, longest * 7.3 + 30)), spread = 112;
	// Long names have more, as long as the others keep enough for a number.
	const name = Math.max(196, Math.min(300, longestName * 7.3 + 28, width - base - spread - others * enough));
	// As wide as the numbers need, wider where there is room.
	const room = Math.floor((width - name - base - spread) / others);
	const other = Math.max(78, Math.min(170, Math.ceil(longest * 7.3 + 32)), Math.min(170, room));
	return { density: 'many', name, base, spread, other, total: name + base + spread + other * others };
}

/** The columns but the base that are in sight, of `count`: from `first` up to, not including, `end`. */
export function columnsIn({ name, base, spread, other }: Layout, scrollLeft: number, width: number, count: number): { readonly first: number; readonly end: number } {
	if (other === 0 || count === 0) { return { first: 0, end: count }; }
	const room = Math.max(0, width - name - base - spread);
	return { first: Math.max(0, Math.floor(scrollLeft / other) - 2), end: Math.min(count, Math.ceil((scrollLeft + room) / other) + 2) };
}
