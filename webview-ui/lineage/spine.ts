import { placeIn, type Lens, type Scene } from './scene';

/** In px: the main line, and what is beside it, from the left. */
const main = 12, side = 24, dot = 2.75;

export interface SpinePath { readonly d: string; readonly look: 'dotted' | 'line' | 'dot' }

/** The commits at the left: a dot for each version's, tied to the version; a line through them, dotted where commits without a version are left out. */
export function spineIn({ drawn, lineage, beside }: Scene, first: number, end: number, lens: Lens): readonly SpinePath[] {
	if (!beside) { return []; }
	const { y, x } = placeIn(lens);
	const solid: string[] = [], dotted: string[] = [], dots: string[] = [];
	const left = (base: number) => base - lens.pan;
	const laneOf = (row: number): 'main' | 'side' | undefined => {
		const found = drawn.rows[row];
		const commit = found?.is === 'node' ? lineage.commits.get(found.key) : undefined;
		return commit && (beside.has(commit.key) ? 'side' : 'main');
	};
	const isGap = (row: number) => drawn.rows[row]?.is === 'commits';
	const last = Math.min(end, drawn.rows.length - 1);
	for (let row = Math.max(0, first); row <= last; row++) {
		// Half a row above and below: dotted where it belongs to commits that are left out.
		const top = row === 0 ? y(row) : y(row) - 12, bottom = row === drawn.rows.length - 1 ? y(row) : y(row) + 12;
		(isGap(row) ? dotted : solid).push(`M${left(main)} ${top}V${bottom}`);
		const lane = laneOf(row);
		if (!lane) { continue; }
		const at = left(lane === 'main' ? main : side);
		dotted.push(`M${at + dot} ${y(row)}H${x(drawn.lanes[row] ?? 0) - 6}`);
		dots.push(`M${at - dot} ${y(row)}a${dot} ${dot} 0 1 0 ${2 * dot} 0a${dot} ${dot} 0 1 0 ${-2 * dot} 0Z`);
		if (lane === 'side') { solid.push(branch(left(main), at, y(row))); }
	}
	return [{ d: dotted.join(''), look: 'dotted' }, { d: solid.join(''), look: 'line' }, { d: dots.join(''), look: 'dot' }];
}

/** Out of the main line below, and back into it above: where it was merged is not followed. */
function branch(from: number, to: number, y: number): string {
	return `M${from} ${y + 20}C${from} ${y + 10} ${to} ${y + 12} ${to} ${y}C${to} ${y - 12} ${from} ${y - 10} ${from} ${y - 20}`;
}
