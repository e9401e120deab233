import type { Spine, SpinePoint } from '../../src/core/lineage/spine';
import type { Drawn } from './drawn';

/** A branch beside the main line, in rows: it leaves that at `bottom` and comes back at `top`, where it does. */
export interface Branch { readonly lane: number; readonly top: number; readonly bottom: number; readonly isMerged: boolean; readonly isForked: boolean }

export interface Branches {
	/** Lanes beside the main line: one at least. */
	readonly lanes: number;
	readonly list: readonly Branch[];
	/** Key of a commit → the lane of its branch. */
	readonly laneOf: ReadonlyMap<string, number>;
}

/** Lanes that branches may take; more at once lie on top of each other. */
const most = 3;

/** Where branches run between the rows that are drawn. */
export function branchesOf({ rows, rowOf }: Drawn, { branches }: Pick<Spine, 'branches'>): Branches {
	const laneOf = new Map<string, number>();
	const list: Branch[] = [];
	/** Lane → the row down to which it is in use. */
	const used: number[] = [];
	const spans = branches.flatMap(branch => {
		const own = branch.commits.flatMap(key => rowOf.get(key) ?? []);
		if (!own.length) { return []; }
		const newest = Math.min(...own), oldest = Math.max(...own);
		const into = branch.into && rowAt(branch.into), from = branch.from && rowAt(branch.from);
		// Rows stand by when versions were registered: a merge that stands below what it merged can't be drawn as one.
		const top = into !== undefined && into < newest ? into : branch.into ? newest - 1 : newest;
		const bottom = from !== undefined && from > oldest ? from : branch.from ? oldest + 1 : oldest;
		return [{ branch, top: Math.max(0, top), bottom: Math.min(rows.length - 1, bottom), isMerged: branch.into !== undefined && newest > 0, isForked: branch.from !== undefined && oldest < rows.length - 1 }];
	}).sort((a, b) => a.top - b.top || a.bottom - b.bottom);
	for (const { branch, ...span } of spans) {
		const free = used.findIndex(until => until <= span.top);
		const lane = free >= 0 ? free : used.length < most ? used.length : most - 1;
		used[lane] = Math.max(used[lane] ?? 0, span.bottom);
		for (const key of branch.commits) { laneOf.set(key, lane); }
		list.push({ lane, ...span });
	}
	return { lanes: Math.max(1, used.length), list, laneOf };

	/** The row of a version that comes from the commit, or that of the commits without a version that it is among. */
	function rowAt({ key, at }: SpinePoint): number | undefined {
		const own = rowOf.get(key);
		if (own !== undefined) { return own; }
		const found = rows.findIndex(row => row.is === 'commits' && row.since.getTime() <= at && at <= row.node.at.getTime());
		return found < 0 ? undefined : found;
	}
}
