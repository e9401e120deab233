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

/** Rows as tab-separated text, with their heads where there are several rows: what a spreadsheet takes. */
export function tsv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
	const line = (cells: readonly string[]) => cells.map(cell => cell.replace(/[\t\r\n]+/g, ' ')).join('\t');
	return [...rows.length > 1 ? [line(columns.map(({ title }) => title))] : [], ...rows.map(row => line(columns.map(({ text }) => text(row))))].join('\n');
}
