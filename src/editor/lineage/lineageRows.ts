import type { Graph, LineageNode } from '../../core/lineage/graph';
import type { LineageRow, ThingRow } from './lineageNode';

/** Rows that one list shows. */
const most = 200;

/** What is looked at, what it came from and what it led to. */
export function lineageRoots(graph: Graph, root: LineageNode, folder: string): readonly LineageRow[] {
	const top: ThingRow = { is: 'thing', id: `${folder}|lineage|${root.key}`, folder, above: undefined, node: root, version: root.version, edge: undefined, side: undefined, opens: false };
	const side = (which: 'up' | 'down'): LineageRow => ({ is: 'side', id: `${top.id}|${which}`, folder, above: undefined, side: which, key: root.key, count: edgesOf(graph, root.key, which).length });
	const sides = root.kind === 'version' ? ['up', 'down'] as const : root.kind === 'evaluation' || root.kind === 'deployment' ? ['up'] as const : ['down'] as const;
	return [top, ...sides.map(side)];
}

/** One step further from a row. A node that stands above itself can't be: the graph has no cycles. */
export function lineageChildren(graph: Graph, row: LineageRow): readonly LineageRow[] {
	if (row.is === 'rest' || (row.is === 'thing' && row.side === undefined)) { return []; }
	const { side, folder } = row;
	if (side === undefined) { return []; }
	const edges = edgesOf(graph, row.is === 'side' ? row.key : row.node.key, side);
	const rows = edges.slice(0, most).flatMap((edge): LineageRow[] => {
		const node = graph.nodes.get(side === 'up' ? edge.from : edge.to);
		if (!node) { return []; }
		return [{ is: 'thing', id: `${row.id}|${edge.relation} ${node.key}`, folder, above: row, node, version: node.version, edge, side, opens: edgesOf(graph, node.key, side).length > 0 }];
	});
	return edges.length > rows.length ? [...rows, { is: 'rest', id: `${row.id}|rest`, folder, above: row, count: edges.length - rows.length }] : rows;
}

/** What came from it newest first; what it came from with versions first, and where it was made last. */
function edgesOf(graph: Graph, key: string, side: 'up' | 'down') {
	if (side === 'down') { return [...graph.children.get(key) ?? []].reverse(); }
	const rank = { version: 0, 'base-model': 1, dataset: 2, run: 3, commit: 4, evaluation: 5, deployment: 6 } as const;
	const of = (from: string) => rank[graph.nodes.get(from)?.kind ?? 'commit'];
	return [...graph.parents.get(key) ?? []].sort((a, b) => of(a.from) - of(b.from));
}
