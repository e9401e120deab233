import type { Graph } from './graph';
import { Heap } from './heap';

/**
 * The order of rows: newest on top, and everything below all that it led to. Versions stand by their ids, evaluations and deployments by their records; what has no time of its own (a dataset, a base
 * model, a run, a commit) directly below the oldest version that it led to. Adding a newer version leaves the order of the others as it was.
 */
export function rowOrder(graph: Graph): readonly string[] {
	const waiting = new Map<string, number>();
	const heap = new Heap<{ readonly key: string; readonly rank: string }>((a, b) => a.rank > b.rank);
	const order: string[] = [];
	// '~' comes after every ULID: outside things are taken at once when they are ready, in the order of their keys.
	const rank = (key: string) => (key.startsWith('version:') ? key.slice('version:'.length) : graph.nodes.get(key)?.record ?? `~${key}`);
	const push = (key: string) => heap.push({ key, rank: rank(key) });
	for (const key of graph.nodes.keys()) {
		const count = graph.children.get(key)?.length ?? 0;
		if (count === 0) { push(key); } else { waiting.set(key, count); }
	}
	for (let next; (next = heap.pop()) !== undefined;) {
		order.push(next.key);
		for (const { from } of graph.parents.get(next.key) ?? []) {
			const left = (waiting.get(from) ?? 0) - 1;
			waiting.set(from, left);
			if (left === 0) { push(from); }
		}
	}
	return order;
}
