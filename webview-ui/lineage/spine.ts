import type { Branch } from './branches';
import { placeIn, type Lens, type Scene } from './scene';

/** In px: the main line, the first lane beside it, and from one of those to the next. */
const main = 12, side = 24, between = 8, dot = 2.75;

export interface SpinePath { readonly d: string; readonly look: 'dotted' | 'line' | 'dot' }

/**
 * The commits at the left, as Git Graph has them: a line of first parents, dotted where commits without a version are left out, branches beside it from where they
 * left it to the merge that brought them back, and a dot for each commit that versions come from, tied to those.
 */
export function spineIn({ drawn, lineage, branches }: Scene, first: number, end: number, lens: Lens): readonly SpinePath[] {
	if (!branches) { return []; }
	const { y, x } = placeIn(lens);
	const solid: string[] = [], dotted: string[] = [], dots: string[] = [];
	const left = (base: number) => base - lens.pan;
	const sideAt = (lane: number) => left(side + lane * between);
	const last = Math.min(end, drawn.rows.length - 1);
	for (let row = Math.max(0, first); row <= last; row++) {
		const found = drawn.rows[row];
		// Half a row above and below: dotted where it belongs to commits that are left out.
		const top = row === 0 ? y(row) : y(row) - 12, bottom = row === drawn.rows.length - 1 ? y(row) : y(row) + 12;
		(found?.is === 'commits' ? dotted : solid).push(`M${left(main)} ${top}V${bottom}`);
		const commit = found?.is === 'node' ? lineage.commits.get(found.key) : undefined;
		if (!commit) { continue; }
		const lane = branches.laneOf.get(commit.key);
		const at = lane === undefined ? left(main) : sideAt(lane);
		dotted.push(`M${at + dot} ${y(row)}H${x(drawn.lanes[row] ?? 0) - 6}`);
		dots.push(`M${at - dot} ${y(row)}a${dot} ${dot} 0 1 0 ${2 * dot} 0a${dot} ${dot} 0 1 0 ${-2 * dot} 0Z`);
	}
	for (const branch of branches.list) { if (branch.top <= last && branch.bottom >= first) { solid.push(course(branch, left(main), sideAt(branch.lane), y)); } }
	return [{ d: dotted.join(''), look: 'dotted' }, { d: solid.join(''), look: 'line' }, { d: dots.join(''), look: 'dot' }];
}

/** From the main line into its lane, up, and back into the main line where it was merged: there two lines meet, one for each parent. */
function course({ top, bottom, isMerged, isForked }: Branch, from: number, to: number, y: (row: number) => number): string {
	const start = isForked ? `M${from} ${y(bottom)}C${from} ${y(bottom) - 12} ${to} ${y(bottom) - 12} ${to} ${y(bottom) - 24}` : `M${to} ${y(bottom)}`;
	return isMerged ? `${start}V${Math.min(y(top) + 24, y(bottom) - (isForked ? 24 : 0))}C${to} ${y(top) + 12} ${from} ${y(top) + 12} ${from} ${y(top)}` : `${start}V${y(top)}`;
}
