import type { Comparison } from '../../src/core/compare/comparison';
import { comparedMarkdown } from '../../src/core/present/comparedMarkdown';
import { comparedTable, toCsv, toTsv } from '../../src/core/present/comparedTable';
import { columnOrder } from './order';
import { matcher, rowsShown } from './lines';
import type { Arranged, CopyForm } from './state';

/** What is shown, as text: the rows that the filter and the switch leave, folded ones too, columns in their order. */
export function exportAs(form: CopyForm, comparison: Comparison, arranged: Arranged): string {
	const { matches } = matcher(arranged);
	const order = columnOrder(comparison);
	const shown: Comparison = {
		...comparison, base: 0, columns: order.flatMap(at => comparison.columns[at] ?? []),
		summary: { ...comparison.summary, columns: comparison.summary.columns.map(one => ({ ...one, column: order.indexOf(one.column) })) },
		sections: comparison.sections.map(section => ({ ...section, rows: rowsShown(section, arranged, matches).map(row => ({ ...row, cells: order.flatMap(at => row.cells[at] ?? []) })) })),
	};
	switch (form) {
		case 'csv': return toCsv(comparedTable(shown));
		case 'tsv': return toTsv(comparedTable(shown));
		case 'md': return comparedMarkdown(shown);
		case 'json': return `${JSON.stringify(shown, null, 2)}\n`;
	}
}
