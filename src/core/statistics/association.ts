import { correlation } from './correlation';
import { correlationRatio } from './correlationRatio';
import { ranks } from './ranks';

/** How strongly one thing goes with a number. Never a cause: what was changed together can't be told apart. */
export interface Association {
	/** Spearman's rank correlation of numbers, or the correlation ratio of groups. */
	readonly kind: 'rank' | 'groups';
	/** From 0 to 1. */
	readonly strength: number;
	/** Of ranks: whether both grow together (1) or against each other (−1); of groups 0. */
	readonly sign: -1 | 0 | 1;
	readonly n: number;
	/** Of groups: how many. */
	readonly groups: number;
	/** The share of shuffled orders in which it is as strong or stronger; from 0.05 on it may well be chance. 1 where none was tried. */
	readonly chance: number;
}

/** Orders that are tried; the smallest share that can be told is one in a few hundred. */
const usualShuffles = 299;

/**
 * How strongly `values` (all numbers, else groups) go with `outcome`, over the pairs in which both are known. Undefined where fewer than
 * `least` pairs are, or where one side doesn't vary. The same facts give the same answer: the shuffling is seeded.
 */
export function association(values: readonly (number | string | undefined)[], outcome: readonly (number | undefined)[], least = 3, shuffles = usualShuffles): Association | undefined {
	const pairs = values.flatMap((value, at) => {
		const out = outcome[at];
		return value === undefined || out === undefined || !Number.isFinite(out) ? [] : [{ value, out }];
	});
	if (pairs.length < least) { return undefined; }
	const isNumeric = pairs.every(({ value }) => typeof value === 'number' && Number.isFinite(value));
	const groups = isNumeric ? [] : pairs.map(({ value }) => String(value));
	const x = isNumeric ? ranks(pairs.map(({ value }) => Number(value))) : [];
	const y = isNumeric ? ranks(pairs.map(({ out }) => out)) : pairs.map(({ out }) => out);
	const measure = (order: readonly number[]) => (isNumeric ? correlation(x, order) : correlationRatio(groups, order));
	const found = measure(y);
	if (found === undefined) { return undefined; }
	const random = seeded(pairs.length * 7919 + 17);
	let asStrong = 0;
	for (let i = 0; i < shuffles; i++) { if (Math.abs(measure(shuffled(y, random)) ?? 0) >= Math.abs(found) - 1e-12) { asStrong++; } }
	return { kind: isNumeric ? 'rank' : 'groups', strength: Math.abs(found), sign: !isNumeric || found === 0 ? 0 : found > 0 ? 1 : -1, n: pairs.length, groups: isNumeric ? 0 : new Set(groups).size, chance: (asStrong + 1) / (shuffles + 1) };
}

/** Fisher and Yates. */
function shuffled(list: readonly number[], random: () => number): readonly number[] {
	const mixed = [...list];
	for (let at = mixed.length - 1; at > 0; at--) {
		const other = Math.floor(random() * (at + 1)), kept = mixed[at] ?? 0;
		mixed[at] = mixed[other] ?? 0;
		mixed[other] = kept;
	}
	return mixed;
}

/** Mulberry32: numbers from 0 up to 1, the same for the same seed. */
function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6D2B79F5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
