import { changeAgainst } from './change';
import type { Direction } from './direction';

/** How much worse a metric may get from one version to the next and still count as noise: a part of the value before. */
export const usualTolerance = 0.005;

export interface Regression {
	/** Indices into the values: the version that got worse, and the one before it that has a value. */
	readonly at: number;
	readonly before: number;
	/** Value minus the value before. */
	readonly delta: number;
}

/**
 * Where a metric got worse than it was in the version before, by more than `tolerance` of that value, oldest first. `values` are those of the
 * versions in the order of their numbers; undefined ones (not measured, archived) are passed over. Nothing where nobody knows which way is better.
 */
export function regressions(values: readonly (number | undefined)[], direction: Direction | undefined, tolerance = usualTolerance): readonly Regression[] {
	if (direction === undefined) { return []; }
	const found: Regression[] = [];
	let before: number | undefined;
	for (const [at, value] of values.entries()) {
		if (value === undefined) { continue; }
		const base = before === undefined ? undefined : values[before];
		if (before !== undefined && base !== undefined) {
			const { verdict } = changeAgainst(value, base, direction, Number.isFinite(base) ? Math.abs(base) * tolerance : 0, 0);
			if (verdict === 'worse') { found.push({ at, before, delta: value - base }); }
		}
		before = at;
	}
	return found;
}
