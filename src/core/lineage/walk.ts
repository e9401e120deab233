import { graphOf, type Graph, type LineageEdge } from './graph';

export type Direction = 'up' | 'down' | 'both';

/** Nodes on the way from `roots`, with the number of edges to the nearest of them; the roots themselves at 0. Nearest first. */
export function reach(graph: Graph, roots: readonly string[], direction: 'up' | 'down', depth = Infinity, follows: (edge: LineageEdge) => boolean = () => true): ReadonlyMap<string, number> {
	const edges = direction === 'up' ? graph.parents : graph.children;
	const distance = new Map(roots.map(key => [key, 0]));
	let front = [...roots];
	for (let step = 1; step <= depth && front.length; step++) {
		const next: string[] = [];
		for (const key of front) {
			for (const edge of edges.get(key) ?? []) {
				const other = direction === 'up' ? edge.from : edge.to;
				if (!distance.has(other) && follows(edge)) { distance.set(other, step); next.push(other); }
			}
		}
		front = next;
	}
	return distance;
}

/** What `roots` came from and led to, as a graph of its own: ancestors of descendants are not in it. */
export function around(graph: Graph, roots: readonly string[], direction: Direction, depth?: number): Graph {
	const up = direction === 'down' ? new Map(roots.map(key => [key, 0])) : reach(graph, roots, 'up', depth);
	const down = direction === 'up' ? new Map(roots.map(key => [key, 0])) : reach(graph, roots, 'down', depth);
	const nodes = new Map([...graph.nodes].filter(([key]) => up.has(key) || down.has(key)));
	const inside = (edge: LineageEdge) => (up.has(edge.from) && up.has(edge.to)) || (down.has(edge.from) && down.has(edge.to));
	const touching = new Set<LineageEdge>();
	for (const key of nodes.keys()) { for (const edge of graph.parents.get(key) ?? []) { if (inside(edge)) { touching.add(edge); } } }
	return graphOf(nodes, [...touching], graph.leftOut.filter(edge => nodes.has(edge.from) && nodes.has(edge.to)));
}

/** The shortest way from one of `from` down to one of `to`, as edges; undefined where there is none. */
export function pathDown(graph: Graph, from: readonly string[], to: readonly string[]): readonly LineageEdge[] | undefined {
	const wanted = new Set(to);
	const came = new Map<string, LineageEdge | undefined>(from.map(key => [key, undefined]));
	let front = [...from];
	while (front.length) {
		const next: string[] = [];
		for (const key of front) {
			if (wanted.has(key)) { return wayTo(came, key); }
			for (const edge of graph.children.get(key) ?? []) {
				if (!came.has(edge.to)) { came.set(edge.to, edge); next.push(edge.to); }
			}
		}
		front = next;
	}
	return undefined;
}

function wayTo(came: ReadonlyMap<string, LineageEdge | undefined>, key: string): readonly LineageEdge[] {
	const way: LineageEdge[] = [];
	for (let edge = came.get(key); edge; edge = came.get(edge.from)) { way.push(edge); }
	return way.reverse();
}
