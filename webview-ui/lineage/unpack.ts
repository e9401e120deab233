import { edgeRelations, nodeKinds } from '../../src/core/lineage/columns';
import { graphOf, type Graph, type LineageEdge, type LineageNode, type Ran } from '../../src/core/lineage/graph';
import type { LineageSnapshot } from '../../src/protocol/lineage';

/** The lineage of a registry, put together from what came over the wire. */
export interface Lineage {
	readonly snapshot: LineageSnapshot;
	readonly graph: Graph;
	/** Node → its place in the snapshot. */
	readonly places: ReadonlyMap<string, number>;
	/** All nodes, newest first, each below all that it led to. */
	readonly order: readonly string[];
	/** How many nodes there are besides commits, which have no row of their own. */
	readonly count: number;
	/** Version → its commit. */
	readonly commits: ReadonlyMap<string, LineageNode>;
}

export function unpack(snapshot: LineageSnapshot): Lineage {
	const { nodes, edges, models, sources } = snapshot;
	const aliases = new Map(nodes.aliases.map(([at, settled, contested]) => [at, { settled, contested }]));
	const list = nodes.keys.map((key, at): LineageNode => {
		const kind = nodeKinds[nodes.kinds[at] ?? 0] ?? 'version';
		const model = models[(nodes.models[at] ?? 0) - 1]?.name;
		return {
			key, kind, title: nodes.titles[at] ?? '', detail: nodes.details[at] ?? undefined, at: new Date(nodes.at[at] ?? 0),
			...(kind === 'version' ? { version: key.slice('version:'.length) } : {}), ...(model === undefined ? {} : { model }),
			aliases: aliases.get(at)?.settled ?? [], contested: aliases.get(at)?.contested ?? [], archived: nodes.archived[at] === 1,
		};
	});
	const ran = new Map(edges.ran.map(([at, since, until]): [number, Ran] => [at, { since: new Date(since), until: until === null ? undefined : new Date(until), by: { name: '', email: '' }, reason: undefined, times: 1 }]));
	const drawn: LineageEdge[] = [];
	for (let at = 0; at < edges.from.length; at++) {
		const source = sources[(edges.source[at] ?? 0) - 1];
		const time = ran.get(at);
		drawn.push({
			from: nodes.keys[edges.from[at] ?? 0] ?? '', to: nodes.keys[edges.to[at] ?? 0] ?? '', relation: edgeRelations[edges.relation[at] ?? 0] ?? 'produced-by',
			source: source === undefined ? undefined : { tool: source }, certainty: 'certain', byHand: undefined, target: undefined, ...(time ? { ran: time } : {}),
		});
	}
	const graph = graphOf(new Map(list.map(node => [node.key, node])), drawn);
	const commits = new Map<string, LineageNode>();
	for (const { from, to } of drawn) {
		const node = graph.nodes.get(from);
		if (node?.kind === 'commit') { commits.set(to, node); }
	}
	return { snapshot, graph, places: new Map(nodes.keys.map((key, at) => [key, at])), order: Array.from(nodes.order, at => nodes.keys[at] ?? ''), count: list.filter(({ kind }) => kind !== 'commit').length, commits };
}
