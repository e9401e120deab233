import type { Paint } from './style';
import { displayWidth } from './width';

/** Plain text, and how it is painted: the width is that of the text. */
export interface Cell { readonly text: string; readonly paint?: Paint | undefined; readonly right?: boolean }
export type Row = readonly (string | Cell)[];

/** Rows in aligned columns, two spaces apart. The last column of a row is not padded. */
export function table(rows: readonly Row[], indent = ''): readonly string[] {
	const cells = rows.map(row => row.map(cell => (typeof cell === 'string' ? { text: cell } : cell)));
	const widths: number[] = [];
	for (const row of cells) {
		row.forEach((cell, i) => { widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell.text)); });
	}
	return cells.map(row => (indent + row.map((cell, i) => {
		const gap = ' '.repeat((widths[i] ?? 0) - displayWidth(cell.text));
		const painted = cell.paint ? cell.paint(cell.text) : cell.text;
		return cell.right ? gap + painted : i === row.length - 1 ? painted : painted + gap;
	}).join('  ')).trimEnd());
}
