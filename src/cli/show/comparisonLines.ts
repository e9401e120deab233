import type { Comparison, ComparedCell, ComparedRow, ComparedSection } from '../../core/compare/comparison';
import { countWords, rowName, sectionTitles, spansText, verdictGlyphs } from '../../core/present/comparedWords';
import { plainLine } from '../../core/present/plain';
import { formatCount } from '../../core/present/quantities';
import type { Style } from '../style';
import { table, type Cell, type Row } from '../table';
import { cut } from '../width';
import { arrows } from './standing';
import { aliasWords } from './words';

/** With more columns than these, values stand without how they changed: the glyph says it. */
const few = 4;
const widest = 40;

/** A comparison for a terminal: the sentences, then every section; one without differences is a line. */
export function comparisonLines(comparison: Comparison, style: Style, width = 102): readonly string[] {
	const { columns, base, sections, summary } = comparison;
	const baseName = columns[base]?.name ?? '';
	return [
		style.bold(plainLine([...new Set(columns.map(column => column.model))].join(', '))),
		...table(columns.map((column, at): Row => [plainLine(column.name), at === base ? 'baseline' : '', aliasWords(column), { text: cut(plainLine(column.note), 80), paint: style.dim }]), '  '),
		...(summary.overall.length ? ['', ...wrapped(plainLine(spansText(summary.overall)), Math.min(width, 102))] : []),
		...(summary.columns.length > few ? [] : summary.columns.flatMap(({ column, spans }) => ['', style.bold(plainLine(`${columns[column]?.name ?? ''} against ${baseName}`)), ...wrapped(plainLine(spansText(spans)), Math.min(width, 102) - 2).map(line => `  ${line}`)])),
		...sections.filter(section => section.differ + section.equal > 0).flatMap(section => sectionLines(section, comparison, style)),
	];
}

function sectionLines(section: ComparedSection, { columns, base }: Comparison, style: Style): readonly string[] {
	const head = `${style.bold(sectionTitles[section.id])}  ${style.dim(plainLine(countWords(section, columns.length)))}`;
	if (!section.rows.length) { return ['', head]; }
	const order = [base, ...columns.flatMap((_, at) => (at === base ? [] : [at]))];
	const isFew = columns.length <= few;
	const heads: Row = ['', ...order.flatMap((at): Row => [{ text: plainLine(columns[at]?.name ?? ''), paint: style.dim }, ...(isFew && at !== base ? [''] : [])])];
	const rows = section.rows.map((row): Row => [nameOf(row), ...order.flatMap(at => cells(row, row.cells[at] ?? { text: '' }, isFew, at === base, style))]);
	return ['', head, ...table([heads, ...rows], '  '), ...(section.unlisted ? [`  ${style.dim(`${formatCount(section.unlisted)} more are equal`)}`] : [])];
}

function nameOf(row: ComparedRow): string {
	return `${cut(plainLine(rowName(row)), 60)}${row.direction ? ` ${arrows[row.direction]}` : ''}`;
}

function cells(row: ComparedRow, cell: ComparedCell, isFew: boolean, isBase: boolean, style: Style): readonly Cell[] {
	const text = cut(plainLine(cell.text), widest);
	const paint = cell.mark === 'best' ? style.bold : cell.same === true || cell.missing === true ? style.dim : undefined;
	const glyph = verdictGlyphs[cell.verdict ?? 'unknown'];
	const colour = cell.verdict === 'better' ? style.green : cell.verdict === 'worse' ? style.red : undefined;
	if (!isFew) { return [{ text: isBase || glyph === '' ? text : `${text} ${glyph}`, paint: colour ?? paint }]; }
	const right = row.numeric === true;
	if (isBase) { return [{ text, paint, right }]; }
	const change = [glyph, cell.change ?? '', cell.relative ?? '', cell.mark === 'best' ? 'best' : ''].filter(part => part !== '').join(' ');
	return [{ text, paint, right }, { text: plainLine(change), paint: colour ?? style.dim }];
}

function wrapped(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < width) { lines[lines.length - 1] = `${last} ${word}`; } else { lines.push(word); }
	}
	return lines;
}
