import type { Graph } from '../../src/core/lineage/graph';
import { reach } from '../../src/core/lineage/walk';
import { pairOf, type Drawn } from './drawn';

/** What stands out while the rest is dimmed. */
export interface Lit {
	readonly nodes: ReadonlySet<string>;
	/** Rows with something lit in them. */
	readonly rows: ReadonlySet<number>;
	/** Lines, as pairOf names them. */
	readonly lines: ReadonlySet<number>;
}

/** What a node came from and led to, with itself; each with its number of steps. */
export function relatives(graph: Graph, key: string, depth?: number): { readonly up: ReadonlyMap<string, number>; readonly down: ReadonlyMap<string, number> } {
	return { up: reach(graph, [key], 'up', depth), down: reach(graph, [key], 'down', depth) };
}

/** Lights what one of the groups holds; a line is lit where both of its ends are in the same group. */
export function litOf(graph: Graph, { rows, rowOf }: Drawn, groups: readonly { has(key: string): boolean; keys(): Iterable<string> }[]): Lit {
	const nodes = new Set(groups.flatMap(group => [...group.keys()]));
	const litRows = new Set<number>();
	const lines = new Set<number>();
	for (const key of nodes) {
		const row = rowOf.get(key);
		if (row !== undefined) { litRows.add(row); }
	}
	for (const key of nodes) {
		for (const { from, to } of graph.parents.get(key) ?? []) {
			if (!groups.some(group => group.has(from) && group.has(to))) { continue; }
			const a = rowOf.get(from), b = rowOf.get(to);
			if (a !== undefined && b !== undefined && a !== b) { lines.add(pairOf(Math.max(a, b), Math.min(a, b), rows.length)); }
		}
	}
	return { nodes, rows: litRows, lines };
}
