import type { ComparedRow } from '../../src/core/compare/comparison';

const collator = new Intl.Collator('en', { numeric: true });

/** Columns by their values in a row; what has none stands last, whichever way it goes. Without a row, as they are. */
export function sortedVersions(order: readonly number[], row: ComparedRow | undefined, isDown: boolean): readonly number[] {
	if (!row) { return order; }
	const cell = (at: number) => row.cells[at];
	const isNumeric = row.cells.every(one => one.missing === true || one.value !== undefined || row.numeric === true);
	const isLast = (at: number) => cell(at)?.missing === true || (isNumeric && cell(at)?.value === undefined);
	const compare = (a: number, b: number) => (isNumeric ? (cell(a)?.value ?? 0) - (cell(b)?.value ?? 0) : collator.compare(cell(a)?.text ?? '', cell(b)?.text ?? ''));
	return [...order].sort((a, b) => Number(isLast(a)) - Number(isLast(b)) || (isLast(a) ? 0 : compare(a, b) * (isDown ? -1 : 1)));
}
