import type { Comparison } from '../../src/core/compare/comparison';

/** The columns in the order in which they are drawn: the base first, then the others as they were arranged. */
export function columnOrder({ columns, base }: Pick<Comparison, 'columns' | 'base'>): readonly number[] {
	return [base, ...columns.flatMap((_, at) => (at === base ? [] : [at]))];
}
