import { plainLine } from '../../core/present/plain';

/** What lists, the status bar and tooltips draw as an icon. A mark without width, which plainLine lets through nowhere, keeps it a text. */
const icon = /\$(?=\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g;

/** Text from a record or a file as one row shows it: one line, nothing that acts, bounded. */
export function short(text: string, most = 120): string {
	const line = plainLine(text).trim().replace(icon, '$$\u2060');
	return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
