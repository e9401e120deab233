import { formatCount } from '../../core/present/quantities';
import type { Style } from '../style';
import { table, type Row } from '../table';

/** More rows than these nobody reads in a terminal. */
export const mostRows = 30;

/** A head with what it counts, and rows in columns. `left` says how many rows are not shown. */
export function section(name: string, count: string, rows: readonly Row[], style: Style, left = 0): readonly string[] {
	return [
		'', `${style.bold(name)}${count === '' ? '' : `  ${style.dim(count)}`}`, ...table(rows, '  '),
		...(left > 0 ? [`  ${style.dim(`and ${formatCount(left)} more; --json lists all`)}`] : []),
	];
}
