import type { Branches } from './branches';
import type { Drawn } from './drawn';
import type { Lit } from './lit';
import { rowHeight, type Place, type Strokes } from './strokes';
import type { Lineage } from './unpack';

/** What the list shows. */
export interface Scene {
	readonly lineage: Lineage;
	readonly drawn: Drawn;
	readonly strokes: Strokes;
	/** Undefined where nothing is in focus. */
	readonly lit: Lit | undefined;
	/** The row that has the details beside it; -1 where none has. */
	readonly selected: number;
	/** Rows that are to be compared. */
	readonly marked: ReadonlySet<string>;
	/** Rows that the search finds. */
	readonly hits: ReadonlySet<number>;
	/** Row → '− v4' or '+ v6': of two versions whose lineages differ. */
	readonly badges: ReadonlyMap<number, { readonly text: string; readonly side: 'left' | 'right' }>;
	/** Undefined where no commits are drawn. */
	readonly branches: Branches | undefined;
}

/** How wide lanes are, how wide the column that shows them is, and how far it is panned. All in px. */
export interface Lens { readonly laneWidth: number; readonly width: number; readonly pan: number; /** Width that the spine takes at the left. */ readonly spine: number }

/** Left of the first lane, and right of the last. */
const margin = 16;
/** In px: of the lanes, so that their head has room. */
const leastWidth = 76;
/** In px: of the spine with what is beside it. */
export function spineWidth(branches: Branches | undefined): number {
	return branches ? 26 + 8 * branches.lanes : 0;
}

export const leastLane = 3, mostLane = 28, usualLane = 16, readableLane = 7;

/** @param chosen px of a lane as the person has it; 0: what fits, as long as it is readable; negative: what fits, whatever that is */
export function lensOf(lanes: number, listWidth: number, chosen: number, pan: number, spine = 0): Lens {
	const room = Math.max(64, Math.round(listWidth * (chosen > 0 ? 0.45 : 0.28)));
	const fitting = (room - spine - 2 * margin) / Math.max(1, lanes - 1);
	const laneWidth = chosen > 0 ? chosen : Math.min(usualLane, Math.max(chosen < 0 ? leastLane : readableLane, fitting));
	const all = Math.ceil(spine + 2 * margin + Math.max(0, lanes - 1) * laneWidth);
	const width = Math.max(leastWidth, Math.min(all, room));
	return { laneWidth, width, pan: Math.max(0, Math.min(pan, all - width)), spine };
}

export function placeIn({ laneWidth, pan, spine }: Lens): Place {
	return { x: lane => round(margin + spine + lane * laneWidth - pan), y: row => row * rowHeight + rowHeight / 2 };
}

/** The pan with which a lane is in sight. */
export function panTo(lane: number, { laneWidth, width, pan, spine }: Lens): number {
	const x = margin + spine + lane * laneWidth;
	return x - margin < pan ? Math.max(0, x - margin) : x + margin > pan + width ? x + margin - width : pan;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
