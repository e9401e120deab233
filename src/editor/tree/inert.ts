import { plainLine } from '../../core/present/plain';

/**
 * Text from a record or a file as Markdown that shows it and does nothing: no link, no command, no image, no HTML, no icon. One line,
 * `most` characters at most.
 */
export function inert(text: string, most = 200): string {
	const line = plainLine(text).trim();
	const bounded = line.length > most ? `${line.slice(0, most - 1)}…` : line;
	return bounded
		.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
		.replace(/[\\`*_{}[\]()#+\-.!|~$:@"']/g, mark => `&#${mark.codePointAt(0)};`);
}
