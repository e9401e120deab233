import type { LineageEdge } from './graph';

/**
 * Leaves out the edges that would close a cycle. Edges from an older version to a newer one, and from anything outside, can't; the others are taken one by
 * one in the order of who said so first, each only where its child doesn't already lead to its parent.
 */
export function withoutCycles(edges: readonly LineageEdge[]): { readonly edges: readonly LineageEdge[]; readonly leftOut: readonly LineageEdge[] } {
	const isBackward = ({ from, to }: LineageEdge) => from.startsWith('version:') && to.startsWith('version:') && from >= to;
	const backward = edges.filter(isBackward);
	if (backward.length === 0) { return { edges, leftOut: [] }; }
	const children = new Map<string, string[]>();
	const add = ({ from, to }: LineageEdge) => {
		const list = children.get(from);
		if (list) { list.push(to); } else { children.set(from, [to]); }
	};
	for (const edge of edges) { if (!isBackward(edge) && edge.from.startsWith('version:')) { add(edge); } }
	const leftOut = new Set<LineageEdge>();
	const order = (edge: LineageEdge) => `${edge.byHand?.record ?? ''} ${edge.from} ${edge.to} ${edge.relation}`;
	for (const edge of [...backward].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
		if (leadsTo(children, edge.to, edge.from)) { leftOut.add(edge); } else { add(edge); }
	}
	return { edges: edges.filter(edge => !leftOut.has(edge)), leftOut: [...leftOut] };
}

function leadsTo(children: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
	const seen = new Set<string>([from]);
	const open = [from];
	for (let key; (key = open.pop()) !== undefined;) {
		if (key === to) { return true; }
		for (const next of children.get(key) ?? []) {
			if (!seen.has(next)) { seen.add(next); open.push(next); }
		}
	}
	return false;
}
