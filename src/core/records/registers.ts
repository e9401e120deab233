import type { Id } from '../model';

/** One value that was given to a register. */
export interface Given {
	readonly record: Id;
	readonly value: string | null;
	readonly replaces: readonly Id[];
}

/** What a register holds. */
export interface Settled {
	/** The value in effect: of the values that nothing replaces, the one with the latest id. Null: it was taken away, or never given. */
	readonly value: string | null;
	readonly record: Id | undefined;
	/** Several that differ and don't replace each other, latest first: two people moved it at once. Empty when settled. */
	readonly conflict: readonly Given[];
	/** The records that a new value has to replace. */
	readonly heads: readonly Id[];
}

/** Folds the values given to one register, in any order, any number of times each. */
export function settle(given: readonly Given[]): Settled {
	const replaced = new Set(given.flatMap(one => one.replaces));
	const heads = [...new Map(given.map(one => [one.record, one])).values()]
		.filter(one => !replaced.has(one.record))
		.sort((a, b) => (a.record < b.record ? 1 : -1));
	const differ = new Set(heads.map(head => head.value)).size > 1;
	return { value: heads[0]?.value ?? null, record: heads[0]?.record, conflict: differ ? heads : [], heads: heads.map(head => head.record) };
}

/** The latest value that all sides of a conflict had seen: what was in effect before two people moved it. */
export function lastSettled(given: readonly Given[], heads: readonly Id[]): Given | undefined {
	const byId = new Map(given.map(one => [one.record, one]));
	const seenBy = heads.map(head => {
		const seen = new Set<Id>();
		const open = [...byId.get(head)?.replaces ?? []];
		for (let id; (id = open.pop()) !== undefined;) {
			if (seen.has(id)) { continue; }
			seen.add(id);
			open.push(...byId.get(id)?.replaces ?? []);
		}
		return seen;
	});
	const common = [...seenBy[0] ?? []].filter(id => byId.has(id) && seenBy.every(seen => seen.has(id)));
	const latest = common.sort().at(-1);
	return latest === undefined ? undefined : byId.get(latest);
}
