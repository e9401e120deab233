import type { Comparison } from '../../../src/core/compare/comparison';
import { seriesOf } from '../series';

/** Columns that have lines of their own; with more, only the base does. */
const few = 4;

/** The class of what stands for a column: its series among few, the base and the others among many. */
export function colorOf(column: number, { columns, base }: Pick<Comparison, 'columns' | 'base'>): string {
	return columns.length <= few || column === base ? `series-${seriesOf(column, base).color}` : 'series-blue';
}

export function dashOf(column: number, { columns, base }: Pick<Comparison, 'columns' | 'base'>): string {
	return columns.length <= few ? seriesOf(column, base).dash : '';
}

/** Text is about 6.1 px a character at 11 px. */
export function widthOf(text: string): number {
	return Math.ceil(text.length * 6.3);
}

/** Cut to a width, with the whole in a title. */
export function fitted(text: string, width: number): string {
	const most = Math.max(3, Math.floor(width / 6.3));
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
