import { packedCell, type PackedCell } from '../present/packedCell';
import type { ComparedCell, ComparedRow, ComparedSection, Comparison } from './comparison';
import { plainJson } from './plainTexts';

/** A row with each of its different cells once. `at` says which stands in which column; left out where every column has its own. */
export interface PackedRow extends Omit<ComparedRow, 'cells'> { readonly cells: readonly PackedCell[]; readonly at?: readonly number[] }
export interface PackedComparison extends Omit<Comparison, 'sections'> { readonly sections: readonly (Omit<ComparedSection, 'rows'> & { readonly rows: readonly PackedRow[] })[] }

/**
 * A comparison as one text. It crosses from thread to editor to page: a text does so at the cost of a copy, where objects of 50,000 cells are
 * taken apart and put together at every border.
 */
export function packed(comparison: Comparison): string {
	return plainJson({ ...comparison, sections: comparison.sections.map(section => ({ ...section, rows: section.rows.map(packedRow) })) } satisfies PackedComparison);
}

function packedRow({ cells, ...row }: ComparedRow): PackedRow {
	const places = new Map<ComparedCell, number>();
	const at = cells.map(cell => {
		const place = places.get(cell) ?? places.size;
		places.set(cell, place);
		return place;
	});
	return { ...row, cells: [...places.keys()].map(packedCell), ...(places.size === cells.length ? {} : { at }) };
}
