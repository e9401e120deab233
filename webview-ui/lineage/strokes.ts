import type { NodeKind } from '../../src/core/lineage/graph';
import { pairOf, type Drawn } from './drawn';

/** In px. */
export const rowHeight = 24;

/** What a line begins at, or that it is to where a version ran once: those are dashed. */
export type LineKind = NodeKind | 'past';

/** Lines that rise in one lane from one row: drawn once, however many branch off. Rows, top first: `upper` < `lower`. */
interface Trunk {
	readonly lower: number; readonly lowerLane: number; readonly lane: number; readonly kind: LineKind;
	/** The topmost row that something branches off to, and the topmost that something lit does. */
	upper: number; litUpper: number;
}

/** The last bit of a line: from its lane into the lane of its upper end. */
interface Turn { readonly row: number; readonly lane: number; readonly toLane: number; readonly kind: LineKind; readonly isLit: boolean }

export interface Strokes { readonly trunks: readonly Trunk[]; readonly turns: readonly Turn[] }

/** @param lit the lines that are lit, as pairOf names them; undefined where all are alike */
export function strokesOf({ rows, grid }: Drawn, lit: ReadonlySet<number> | undefined): Strokes {
	const trunks = new Map<number, Trunk>();
	const turns: Turn[] = [];
	for (const { edge, fromRow: lower, fromLane: lowerLane, toRow: upper, toLane, lane } of grid.edges) {
		const isLit = lit === undefined || lit.has(pairOf(lower, upper, rows.length));
		const kind = edge.ran?.until ? 'past' : rows[lower]?.node.kind ?? 'version';
		const id = lower * (grid.lanes + 1) + lane;
		const trunk = trunks.get(id) ?? { lower, lowerLane, lane, kind, upper, litUpper: Infinity };
		trunks.set(id, trunk);
		// A line to the next row is a turn and nothing else.
		trunk.upper = Math.min(trunk.upper, upper);
		if (isLit) { trunk.litUpper = Math.min(trunk.litUpper, upper); }
		turns.push({ row: upper, lane: lower - upper === 1 ? lowerLane : lane, toLane, kind, isLit });
	}
	return { trunks: [...trunks.values()], turns };
}

/** A path of the drawing, in its own coordinates. */
export interface Path { readonly kind: LineKind; readonly isLit: boolean; readonly d: string }

export interface Place { readonly x: (lane: number) => number; readonly y: (row: number) => number }

/** The paths that are in sight between two rows: one for each kind and state. Dim ones first, so that lit ones lie on top. */
export function pathsIn({ trunks, turns }: Strokes, first: number, end: number, { x, y }: Place): readonly Path[] {
	const found = new Map<string, { readonly kind: LineKind; readonly isLit: boolean; readonly parts: string[] }>();
	const add = (kind: LineKind, isLit: boolean, part: string) => {
		const id = `${isLit ? 1 : 0}${kind}`;
		const path = found.get(id) ?? { kind, isLit, parts: [] };
		found.set(id, path);
		path.parts.push(part);
	};
	for (const trunk of trunks) {
		if (trunk.upper >= end || trunk.lower < first) { continue; }
		if (trunk.upper < trunk.litUpper) { rise(trunk, trunk.upper, false, add, { x, y }); }
		if (trunk.litUpper !== Infinity) { rise(trunk, trunk.litUpper, true, add, { x, y }); }
	}
	for (const { row, lane, toLane, kind, isLit } of turns) {
		if (row >= end || row + 1 < first) { continue; }
		add(kind, isLit, curve(x(lane), y(row + 1), x(toLane), y(row)));
	}
	return [...found.keys()].sort().flatMap(id => { const path = found.get(id); return path ? [{ kind: path.kind, isLit: path.isLit, d: path.parts.join('') }] : []; });
}

/** From a node into its lane, and up to the row below the one that it leads to. */
function rise({ lower, lowerLane, lane, kind }: Trunk, upper: number, isLit: boolean, add: (kind: LineKind, isLit: boolean, part: string) => void, { x, y }: Place): void {
	if (lower - upper <= 1) { return; }
	const bend = curve(x(lowerLane), y(lower), x(lane), y(lower - 1));
	add(kind, isLit, lower - upper > 2 ? `${bend}V${y(upper + 1)}` : bend);
}

function curve(fromX: number, fromY: number, toX: number, toY: number): string {
	if (fromX === toX) { return `M${fromX} ${fromY}V${toY}`; }
	const middle = (fromY + toY) / 2;
	return `M${fromX} ${fromY}C${fromX} ${middle} ${toX} ${middle} ${toX} ${toY}`;
}
