import type { Comparison } from '../compare/comparison';
import type { PackedComparison } from '../compare/packed';
import { unpackedCell } from './packedCell';

/** What `packed` made a text of. */
export function unpacked(text: string): Comparison {
	const comparison = JSON.parse(text) as PackedComparison;
	return {
		...comparison,
		sections: comparison.sections.map(section => ({
			...section, rows: section.rows.map(({ at, ...row }) => {
				const cells = row.cells.map(unpackedCell);
				return { ...row, cells: at ? at.map(place => cells[place] ?? { text: '' }) : cells };
			}),
		})),
	};
}
