/** A cell: line -1 are the heads, column -1 are the names, 0 is the base. */
export interface Place { readonly line: number; readonly column: number }

/** Where a key leads from a cell; undefined for a key that doesn't, and at the edges. */
export function stepFrom({ line, column }: Place, key: string, { lines, columns, page, hasHeads }: { readonly lines: number; readonly columns: number; readonly page: number; readonly hasHeads: boolean }): Place | undefined {
	const at = (to: number): Place => ({ column, line: Math.max(hasHeads ? -1 : 0, Math.min(lines - 1, to)) });
	switch (key) {
		case 'ArrowDown': return at(line + 1);
		case 'ArrowUp': return at(line - 1);
		case 'PageDown': return at(line + page);
		case 'PageUp': return at(line - page);
		case 'Home': return at(0);
		case 'End': return at(lines - 1);
		case 'ArrowRight': return { line, column: Math.min(columns - 1, column + 1) };
		case 'ArrowLeft': return { line, column: Math.max(-1, column - 1) };
		default: return undefined;
	}
}
