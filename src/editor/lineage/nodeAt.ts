import { RegistryError } from '../../core/errors';
import type { Graph, LineageNode } from '../../core/lineage/graph';
import type { Registry } from '../../core/registry';

const gone = ['no-node', 'no-version', 'no-model', 'bad-reference'] as const;

export interface NodeAt { readonly node: LineageNode; readonly graph: Graph }

/** A node by its key, with what is so many steps from it; undefined where it isn't there any more. A whole lineage is too much to hand over for one row. */
export async function nodeAt(registry: Registry, key: string, depth: number): Promise<NodeAt | undefined> {
	try {
		const { graph } = await registry.lineage(key, { depth });
		const node = graph.nodes.get(key);
		return node && { node, graph };
	} catch (error) {
		// A key that no node has is taken for a reference.
		if (gone.some(reason => RegistryError.is(error, reason))) { return undefined; }
		throw error;
	}
}
