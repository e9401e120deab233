import type { Comparison, ComparedRow, SectionId } from '../compare/comparison';

/** A comparison with those rows only that are wanted. The counts of its sections stay what they are. */
export function withRows(comparison: Comparison, wanted: (row: ComparedRow, section: SectionId) => boolean): Comparison {
	return { ...comparison, sections: comparison.sections.map(section => ({ ...section, rows: section.rows.filter(row => wanted(row, section.id)) })) };
}
