import type { Graph } from '../../src/core/lineage/graph';
import { reach } from '../../src/core/lineage/walk';

/** What two versions don't have in common of all that they came from. Each set holds keys, nearest first. */
export interface Difference {
	readonly left: string;
	readonly right: string;
	readonly onlyLeft: ReadonlySet<string>;
	readonly onlyRight: ReadonlySet<string>;
	readonly shared: ReadonlySet<string>;
}

/** The one that is the other's ancestor counts as something that they share. */
export function differenceOf(graph: Graph, left: string, right: string): Difference {
	const ofLeft = reach(graph, [left], 'up'), ofRight = reach(graph, [right], 'up');
	const only = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>) => new Set([...one.keys()].filter(key => !other.has(key)));
	return { left, right, onlyLeft: only(ofLeft, ofRight), onlyRight: only(ofRight, ofLeft), shared: new Set([...ofLeft.keys()].filter(key => ofRight.has(key))) };
}
