import type { Id } from '../../core/model';
import type { Arrangement } from '../../protocol/compare';

/** Columns that show how each value changed; with more, the newest come first. */
const few = 4;

/** Against `base` where it is among them, else against the oldest. */
export function arrangementFor(versions: readonly Id[], base: Id | undefined): Arrangement {
	const sorted = [...versions].sort();
	return { versions: sorted.length > few ? sorted.reverse() : sorted, base: base !== undefined && sorted.includes(base) ? base : [...versions].sort()[0] ?? '' };
}
