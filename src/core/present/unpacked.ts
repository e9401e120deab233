import type { ComparedCell, ComparedRow, Comparison } from '../compare/comparison';

/** What `packed` made a text of. */
export function unpacked(text: string): Comparison {
	const comparison = JSON.parse(text) as Comparison;
	const { columns, base } = comparison;
	return {
		...comparison,
		sections: comparison.sections.map(section => ({
			...section, rows: section.rows.map((row): ComparedRow => {
				const { alike, ...rest } = row as ComparedRow & { readonly alike?: true };
				const [first, other] = row.cells;
				return alike && first && other ? { ...rest, cells: columns.map((_, at): ComparedCell => (at === base ? first : other)) } : row;
			}),
		})),
	};
}
