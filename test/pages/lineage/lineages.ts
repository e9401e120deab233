import type { Graph } from '../../../src/core/lineage/graph';
import { packLineage } from '../../../src/core/lineage/packLineage';
import { unpack, type Lineage } from '../../../webview-ui/lineage/unpack';
import { made, type Step } from '../../core/lineage/graphs';

/** A history as the page has it: once over the wire. */
export function lineageOf(history: readonly Step[]): Lineage {
	return fromGraph(made(history));
}

export function fromGraph(graph: Graph): Lineage {
	const models = [...new Set([...graph.nodes.values()].flatMap(({ model }) => model ?? []))].sort();
	const judged = models.map(model => {
		const versions = [...graph.nodes.values()].filter(node => node.model === model);
		return { model, metric: 'auc', direction: 'higher' as const, baseline: versions[0]?.version, values: new Map(versions.map((node, at) => [node.version ?? '', (80 + at) / 100])) };
	});
	return unpack({ folder: 'file:///w', ...packLineage(graph, judged), show: undefined, isTrusted: true, past: undefined });
}
