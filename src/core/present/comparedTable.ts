import type { Comparison, ComparedCell } from '../compare/comparison';
import { minus } from './digits';
import { rowName, sectionTitles } from './comparedWords';

/** A comparison as one table: section, name, the value of each column, and of each but the base how it changed and what that means. */
export function comparedTable({ columns, base, sections }: Comparison): readonly (readonly string[])[] {
	const others = columns.flatMap((column, at) => (at === base ? [] : [{ column, at }]));
	return [
		['section', 'name', ...columns.map(({ name }, at) => (at === base ? `${name} (baseline)` : name)), ...others.flatMap(({ column }) => [`${column.name} change`, `${column.name} verdict`])],
		...sections.flatMap(section => section.rows.map(row => [
			sectionTitles[section.id], rowName(row), ...row.cells.map(valueOf),
			...others.flatMap(({ at }) => [asNumber(row.cells[at]?.change ?? ''), verdictOf(row.cells[at])]),
		])),
	];
}

/** A number as programs read it, with every digit; anything else as it is shown. */
function valueOf({ value, text }: ComparedCell): string {
	return value === undefined ? text : String(value);
}

function verdictOf(cell: ComparedCell | undefined): string {
	return cell?.verdict === undefined || cell.verdict === 'unknown' ? '' : cell.verdict;
}

function asNumber(change: string): string {
	return change.replaceAll(minus, '-').replace(/(?<=\d),(?=\d{3})/g, '');
}

/** RFC 4180. What a spreadsheet would take for a formula is a text: it may come from a file of a stranger. */
export function toCsv(table: readonly (readonly string[])[]): string {
	return table.map(row => row.map(cell => {
		const text = harmless(cell);
		return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	}).join(',')).join('\r\n') + '\r\n';
}

/** As toCsv, for pasting into a spreadsheet. */
export function toTsv(table: readonly (readonly string[])[]): string {
	return table.map(row => row.map(cell => harmless(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
}

function harmless(cell: string): string {
	return /^[=@\t\r]/.test(cell) || (/^[+-]/.test(cell) && !/^[+-]?[\d.]+(?:e[+-]?\d+)?(?: %)?$/i.test(cell)) ? `'${cell}` : cell;
}
