import type { Id } from '../model';
import type { Direction } from '../present/direction';
import { edgeRelations, nodeKinds, type PackedLineage } from './columns';
import type { Graph, LineageEdge, LineageNode } from './graph';
import { rowOrder } from './order';

/** By what the versions of a model are judged (verbs/judged.ts). */
interface Judged { readonly model: string; readonly metric: string | undefined; readonly direction: Direction | undefined; readonly baseline: Id | undefined; readonly values: ReadonlyMap<Id, number> }

/** A lineage as columns. */
export function packLineage(graph: Graph, judged: readonly Judged[]): PackedLineage {
	const nodes = [...graph.nodes.values()];
	const places = new Map(nodes.map(({ key }, at) => [key, at]));
	const models = new Map(judged.map((one, at) => [one.model, { at, ...one }]));
	const metric = new Float64Array(nodes.length), hasMetric = new Uint8Array(nodes.length);
	for (const [at, node] of nodes.entries()) {
		const value = valueOf(node, node.model === undefined ? undefined : models.get(node.model));
		if (value !== undefined) { metric[at] = value; hasMetric[at] = 1; }
	}
	const sources = new Map<string, number>();
	const sourceOf = (edge: LineageEdge) => {
		if (!edge.source) { return 0; }
		const text = edge.source.path ?? edge.source.tool;
		const known = sources.get(text);
		if (known !== undefined) { return known; }
		sources.set(text, sources.size + 1);
		return sources.size;
	};
	const { edges } = graph;
	const place = (key: string) => places.get(key) ?? 0;
	return {
		nodes: {
			keys: nodes.map(({ key }) => key), kinds: Uint8Array.from(nodes, ({ kind }) => nodeKinds.indexOf(kind)), titles: nodes.map(({ title }) => title),
			details: nodes.map(({ kind, detail }) => (kind === 'version' ? null : detail ?? null)), at: Float64Array.from(nodes, ({ at }) => at.getTime()),
			models: Uint32Array.from(nodes, ({ model }) => (model === undefined ? 0 : (models.get(model)?.at ?? -1) + 1)), archived: Uint8Array.from(nodes, ({ archived }) => (archived ? 1 : 0)),
			aliases: nodes.flatMap(({ aliases = [], contested = [] }, at) => (aliases.length || contested.length ? [[at, aliases, contested] as const] : [])), metric, hasMetric,
			order: Uint32Array.from(rowOrder(graph), place),
		},
		edges: {
			from: Uint32Array.from(edges, edge => place(edge.from)), to: Uint32Array.from(edges, edge => place(edge.to)),
			relation: Uint8Array.from(edges, ({ relation }) => edgeRelations.indexOf(relation)), source: Uint32Array.from(edges, sourceOf),
			ran: edges.flatMap(({ ran }, at) => (ran ? [[at, ran.since.getTime(), ran.until?.getTime() ?? null] as const] : [])),
		},
		models: judged.map(({ model, metric: name, direction, baseline }) => ({ name: model, metric: name, direction, baseline: baseline === undefined ? undefined : places.get(`version:${baseline}`) })),
		sources: [...sources.keys()],
	};
}

/** Of an evaluation: the metric that its model is judged by, as it was measured there. */
function valueOf({ version, metrics }: LineageNode, model: Judged | undefined): number | undefined {
	if (version !== undefined) { return model?.values.get(version); }
	return metrics && model?.metric !== undefined ? metrics[model.metric] : undefined;
}
