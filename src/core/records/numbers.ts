import type { Id } from '../model';

/** A record's word that a version has a number. */
export interface Claim { readonly record: Id; readonly version: Id; readonly number: number }

/**
 * Who has which number. Claims are heard in the order of their records' ids: a number goes to the first that claims it, a version
 * keeps the first number that it gets. So a claim with a later id than all others never changes what the others have:
 * a settled number stays, whatever is written after it.
 */
export function assignNumbers(claims: readonly Claim[]): ReadonlyMap<Id, number> {
	const taken = new Set<number>();
	const numbers = new Map<Id, number>();
	for (const claim of [...claims].sort((a, b) => (a.record < b.record ? -1 : a.record > b.record ? 1 : 0))) {
		if (numbers.has(claim.version) || taken.has(claim.number)) { continue; }
		numbers.set(claim.version, claim.number);
		taken.add(claim.number);
	}
	return numbers;
}
