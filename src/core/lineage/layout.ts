import type { Graph, LineageEdge, LineageNode } from './graph';
import { Lanes } from './lanes';
import { rowOrder } from './order';

/** A node's place on the grid: one row each, row 0 on top; lane 0 at the left. */
export interface Placed { readonly key: string; readonly row: number; readonly lane: number }

/** An edge leaves its lower end in that node's row, rises in `lane`, and turns to its upper end in that one's row. */
export interface Routed { readonly edge: LineageEdge; readonly fromRow: number; readonly fromLane: number; readonly toRow: number; readonly toLane: number; readonly lane: number }

export interface Layout { readonly nodes: readonly Placed[]; readonly edges: readonly Routed[]; readonly lanes: number }

/**
 * Graph → rows and lanes on an integer grid. There is one node to a row, and between its two rows an edge has a lane that no node stands in and no edge of
 * another parent uses, so no line passes through a node that it doesn't belong to. Places are given from the bottom up, each by what is below it only: a
 * newer node on top moves nothing.
 *
 * @param order Keys of all nodes, top row first, each below all that it led to; by time when left out.
 */
export function layout(graph: Graph, order: readonly string[] = rowOrder(graph)): Layout {
	const last = order.length - 1;
	/** Counted from the bottom. */
	const height = new Map(order.map((key, row) => [key, last - row]));
	const lanes = new Lanes();
	const home = new Homes(lanes);
	const laneOf = new Map<string, number>();
	const nodes: Placed[] = [];
	const edges: Routed[] = [];
	for (let at = 0; at <= last; at++) {
		const node = graph.nodes.get(order[last - at] ?? '');
		if (!node) { continue; }
		const incoming = [...graph.parents.get(node.key) ?? []].sort((a, b) => (height.get(b.from) ?? 0) - (height.get(a.from) ?? 0) || (a.from < b.from ? -1 : 1));
		const lane = home.of(node, at);
		laneOf.set(node.key, lane);
		nodes.push({ key: node.key, row: last - at, lane });
		for (const edge of incoming) {
			const below = height.get(edge.from) ?? 0;
			const fromLane = laneOf.get(edge.from) ?? 0;
			// Neighbours need no lane between them.
			const used = at - below > 1 ? lanes.route(edge.from, below, at, [fromLane, lane]) : lane;
			edges.push({ edge, fromRow: last - below, fromLane, toRow: last - at, toLane: lane, lane: used });
		}
		lanes.occupy(lane, at, node.key);
	}
	return { nodes, edges, lanes: lanes.count };
}

/** So many models keep a lane of their own at a time: more would push the text off the page. */
const mostHomes = 8;

/** Versions of one model stand in one lane as long as few others are about; everything else where there is room for it. */
class Homes {
	/** Model → its lane; the one that was used last comes last. */
	readonly #homes = new Map<string, number>();

	constructor(private readonly lanes: Lanes) {}

	of(node: LineageNode, at: number): number {
		const model = node.kind === 'version' ? node.model : undefined;
		const taken = new Set(this.#homes.values());
		if (model === undefined) { return this.lanes.free(at - 1, taken); }
		let lane = this.#homes.get(model);
		if (lane === undefined) {
			const [oldest] = this.#homes.size < mostHomes ? [] : this.#homes;
			if (oldest) { this.#homes.delete(oldest[0]); }
			lane = oldest ? oldest[1] : this.lanes.free(at - 1, taken);
		}
		this.#homes.delete(model);
		this.#homes.set(model, lane);
		return lane;
	}
}
