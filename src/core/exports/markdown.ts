import { plainLine } from '../present/plain';

/** Text as Markdown that shows it and does nothing: no link, image, HTML, or column of its own. */
export function markdownText(text: string): string {
	return plainLine(text).replace(/[\\`*_{}[\]<>|#!~]/g, '\\$&').replace(/\bhttps?:/gi, match => match.replace(':', '\\:')).trim();
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
