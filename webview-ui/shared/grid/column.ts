/** A column of a DataGrid. */
export interface Column<R> {
	readonly id: string;
	readonly title: string;
	/** In px; the one that grows takes at least this, and what the others leave. */
	readonly width: number;
	readonly grows?: true;
	/** Numbers. */
	readonly alignsEnd?: true;
	/** Carries the indentation and the arrows of a tree. */
	readonly isTree?: true;
	readonly sorts?: true;
	/** Stays in sight while the table is scrolled sideways; those that do come first. */
	readonly pinned?: true;
	/** Lit content under the title: what the column holds, drawn. */
	readonly head?: (selected: ReadonlySet<string>) => unknown;
	/** Hidden while the table is narrower than this, in px. */
	readonly from?: number;
	/** Lit content. */
	readonly cell: (row: R) => unknown;
	/** The same as plain text: what is copied. */
	readonly text: (row: R) => string;
}

export interface Sorting { readonly column: string; readonly descending: boolean }

/** How rows lie in one another. */
export interface Hierarchy<R> {
	/** 1 for a root. */
	level(row: R): number;
	/** Undefined for a row that can't be opened. */
	isOpen(row: R): boolean | undefined;
	/** From 1, among its siblings. */
	position(row: R): number;
	setSize(row: R): number;
}

/** The columns that have room, in their order. The one that grows always has. */
export function columnsFor<R>(columns: readonly Column<R>[], width: number): readonly Column<R>[] {
	return columns.filter(column => column.grows === true || width >= (column.from ?? 0));
}

/** The value of `grid-template-columns`; `widths` are those that were dragged, in px. */
export function gridTemplate<R>(columns: readonly Column<R>[], widths: Readonly<Record<string, number>>): string {
	return columns.map(({ id, width, grows }) => {
		const dragged = widths[id];
		return dragged !== undefined ? `${dragged}px` : grows ? `minmax(${width}px, 1fr)` : `${width}px`;
	}).join(' ');
}

/** Where pinned columns stick, in px from the left edge, by id. */
export function pinnedOffsets<R>(columns: readonly Column<R>[], widths: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
	const offsets = new Map<string, number>();
	let left = 0;
	for (const { id, width, pinned } of columns) {
		if (!pinned) { break; }
		offsets.set(id, left);
		left += widths[id] ?? width;
	}
	return offsets;
}

/** Px beyond each edge in which columns are drawn, so that a fast wheel finds them there. */
const beyond = 400;

/** The columns to draw between two edges, as indices from `first` up to, not including, `end`; pinned ones are always drawn. All where one of them grows. */
export function columnsIn<R>(columns: readonly Column<R>[], widths: Readonly<Record<string, number>>, { scrollLeft, width }: { readonly scrollLeft: number; readonly width: number }): { readonly first: number; readonly end: number } {
	if (columns.some(column => column.grows)) { return { first: 0, end: columns.length }; }
	let left = 0, first = 0, end = columns.length;
	for (const [at, column] of columns.entries()) {
		const right = left + (widths[column.id] ?? column.width);
		if (right < scrollLeft - beyond) { first = at + 1; }
		if (left > scrollLeft + width + beyond) { end = at; break; }
		left = right;
	}
	return { first: Math.min(first, columns.length), end };
}

/** Rows as tab-separated text, with their heads where there are several rows: what a spreadsheet takes. */
export function tsv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
	const line = (cells: readonly string[]) => cells.map(cell => cell.replace(/[\t\r\n]+/g, ' ')).join('\t');
	return [...rows.length > 1 ? [line(columns.map(({ title }) => title))] : [], ...rows.map(row => line(columns.map(({ text }) => text(row))))].join('\n');
}
