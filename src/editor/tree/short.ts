import { plainLine } from '../../core/present/plain';

/** Text from a record or a file as one row shows it: one line, nothing that acts, bounded. */
export function short(text: string, most = 120): string {
	const line = plainLine(text).trim();
	return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
