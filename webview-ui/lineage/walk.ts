import type { Drawn } from './drawn';

/** Where an arrow along an edge leads: the only row, or several of which the person chooses. */
export function alongEdges({ parents, children }: Drawn, row: number, side: 'from' | 'to'): readonly number[] {
	return (side === 'from' ? parents : children)[row] ?? [];
}

/** Where a key leads among the rows; undefined for a key that doesn't. */
export function rowFor(key: string, row: number, rows: number, page: number): number | undefined {
	const to = { ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + page, PageUp: row - page, Home: 0, End: rows - 1 }[key];
	return to === undefined || rows === 0 ? undefined : Math.max(0, Math.min(rows - 1, to));
}
