import type { Comparison, Span } from '../compare/comparison';
import { changeWords, countWords, rowName, sectionTitles, spansText } from './comparedWords';
import { plainLine } from './plain';

/** A comparison as Markdown: the sentences, then one table for each section that has rows. For pull requests and notes. */
export function comparedMarkdown({ columns, base, sections, summary }: Comparison): string {
	const baseName = columns[base]?.name ?? '';
	const others = summary.columns.map(({ column, spans }) => ({ name: columns[column]?.name ?? '', spans }));
	const isOne = new Set(columns.map(column => column.model)).size === 1;
	const lines = [
		`## ${inert(isOne ? `${columns[0]?.model ?? ''}: ` : '')}${inert(others.length > 4 ? `${others.length} versions` : others.map(one => one.name).join(', '))} against ${inert(baseName)}`, '',
		...(summary.overall.length ? [sentence(summary.overall), ''] : []),
		...(others.length > 4 ? [] : others.flatMap(({ name, spans }) => [`**${inert(name)}**: ${sentence(spans)}`, ''])),
	];
	for (const section of sections.filter(one => one.rows.length)) {
		lines.push(`### ${sectionTitles[section.id]}`, '', inert(countWords(section, columns.length)), '', `| | ${columns.map(({ name }, at) => `${inert(name)}${at === base ? ' (baseline)' : ''}`).join(' | ')} |`, `|---|${columns.map(() => '---').join('|')}|`);
		for (const row of section.rows) {
			const arrow = row.direction === undefined ? '' : row.direction === 'higher' ? ' ↑' : ' ↓';
			lines.push(`| ${inert(rowName(row))}${arrow} | ${row.cells.map(cell => {
				const change = changeWords(cell, false);
				const text = inert(cell.text.slice(0, 200));
				return `${cell.mark === 'best' ? `**${text}**` : text}${change === '' ? '' : ` ${inert(change)}`}`;
			}).join(' | ')} |`);
		}
		lines.push('');
	}
	return lines.join('\n');
}

function sentence(spans: readonly Span[]): string {
	return inert(spansText(spans));
}

/** Shows as it is: no table's edge, no link, no HTML, no emphasis. */
function inert(text: string): string {
	return plainLine(text).replace(/[\\`*_[\]<>|#]/g, mark => `\\${mark}`);
}
