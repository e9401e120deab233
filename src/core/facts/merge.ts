import type { Disagreement, Source } from '../model';
import { reasonOf, type Rank } from './relate';

export interface Value { readonly name: string; readonly value: unknown; readonly text?: string; readonly source: Source }

export interface Ranked<T> {
	readonly rank: Rank;
	readonly values: readonly T[];
	/** Says only where it disagrees, and adds nothing. */
	readonly witness?: boolean;
}

/**
 * Values of many sources as one list: of a name, the value of the nearest source. What others say otherwise is a disagreement. `what` is
 * put before the names: 'params', 'metrics'. Sources of equal rank count in their order.
 */
export function merge<T extends Value>(sources: readonly Ranked<T>[], what: string): { readonly values: readonly T[]; readonly disagreements: readonly Disagreement[] } {
	const chosen = new Map<string, { readonly value: T; readonly rank: Rank; readonly others: T[]; nearestOther?: Rank }>();
	for (const { rank, values, witness } of [...sources].sort((a, b) => a.rank - b.rank)) {
		for (const value of values) {
			const before = chosen.get(value.name);
			if (!before) {
				if (!witness) { chosen.set(value.name, { value, rank, others: [] }); }
			} else if (value.value !== null && !agree(before.value.value, value.value)) {
				// Nothing given is no other value: autologging writes every default that a library left to itself as None.
				before.others.push(value);
				before.nearestOther ??= rank;
			}
		}
	}
	return {
		values: [...chosen.values()].map(({ value }) => value),
		disagreements: [...chosen.values()].flatMap(({ value, rank, others, nearestOther }) => (others.length === 0 ? [] : [{
			what: `${what}.${value.name}`, chosen: said(value), others: distinct(others.map(said)), why: nearestOther === rank ? 'both stand equally near, and it was read first' : reasonOf(rank),
		}])),
	};
}

/** A record that was met by two ways says it once. */
function distinct(others: readonly Disagreement['chosen'][]): readonly Disagreement['chosen'][] {
	return [...new Map(others.map(other => [JSON.stringify([other.text, other.source.tool, other.source.path]), other])).values()];
}

function said(value: Value): Disagreement['chosen'] {
	return { text: value.text ?? written(value.value), source: value.source };
}

function written(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Alike within what a 32-bit float keeps: TensorBoard and some JSON writers round to it. */
function agree(a: unknown, b: unknown): boolean {
	const [x, y] = [numberOf(a), numberOf(b)];
	if (x === undefined || y === undefined) { return written(a).toLowerCase() === written(b).toLowerCase(); }
	return Object.is(x, y) || Math.abs(x - y) <= 1e-6 * Math.max(Math.abs(x), Math.abs(y));
}

function numberOf(value: unknown): number | undefined {
	if (typeof value === 'number') { return value; }
	return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : undefined;
}
