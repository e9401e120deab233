import type { ComparedCell, ComparedRow, Comparison } from './comparison';

/** A row whose cells are all alike but for what the base's lacks: two stand for all. */
interface PackedRow extends Omit<ComparedRow, 'cells'> { readonly cells: readonly ComparedCell[]; readonly alike?: true }

/**
 * A comparison as one text. It crosses from thread to editor to page: a text does so at the cost of a copy, where objects of 50,000 cells are
 * taken apart and put together at every border.
 */
export function packed(comparison: Comparison): string {
	const { base } = comparison;
	return JSON.stringify({ ...comparison, sections: comparison.sections.map(section => ({ ...section, rows: section.rows.map(row => packedRow(row, base)) })) });
}

function packedRow(row: ComparedRow, base: number): PackedRow {
	if (row.differs || row.cells.length < 4) { return row; }
	const other = row.cells[base === 0 ? 1 : 0], text = JSON.stringify(other);
	const isAlike = row.cells.every((cell, at) => at === base || (cell.text === other?.text && JSON.stringify(cell) === text));
	return isAlike && other ? { ...row, cells: [row.cells[base] ?? other, other], alike: true } : row;
}
