import type { Graph, LineageEdge, LineageNode } from './graph';
import { reach } from './walk';

/** What depends on something: "what breaks if I change that?" */
export interface Impact {
	readonly roots: readonly LineageNode[];
	/** Nearest first, then newest. `steps` is 1 for what comes directly from it. */
	readonly dependents: readonly { readonly node: LineageNode; readonly steps: number }[];
	readonly directly: number;
	/** The versions among them that hold production, by one side of a conflict at least. */
	readonly inProduction: readonly LineageNode[];
	/** '6 things depend on it. Nothing in production does.' */
	readonly sentence: string;
}

/** What ran somewhere once is no reason why that place would break. */
const stillHolds = ({ ran }: LineageEdge) => ran?.until === undefined;

export function impactOf(graph: Graph, roots: readonly string[]): Impact {
	const dependents = [...reach(graph, roots, 'down', Infinity, stillHolds)].flatMap(([key, steps]) => {
		const node = graph.nodes.get(key);
		return node && steps > 0 ? [{ node, steps }] : [];
	}).sort((a, b) => a.steps - b.steps || b.node.at.getTime() - a.node.at.getTime() || (a.node.key < b.node.key ? -1 : 1));
	const inProduction = dependents.map(({ node }) => node).filter(isInProduction);
	return {
		roots: roots.flatMap(key => graph.nodes.get(key) ?? []), dependents, directly: dependents.filter(one => one.steps === 1).length, inProduction,
		sentence: sentenceOf(dependents.length, inProduction, roots.some(key => isInProduction(graph.nodes.get(key)))),
	};
}

function isInProduction(node: LineageNode | undefined): boolean {
	return node?.kind === 'version' && (node.aliases?.includes('production') === true || node.contested?.includes('production') === true);
}

function sentenceOf(count: number, inProduction: readonly LineageNode[], isItself: boolean): string {
	if (count === 0) { return 'Nothing depends on it.'; }
	const all = count === 1 ? '1 thing depends on it.' : `${count} things depend on it.`;
	const [first, ...others] = inProduction;
	if (!first) { return isItself ? `${all} It holds production itself.` : `${all} Nothing in production does.`; }
	return `${all} ${first.title}${others.length ? ` and ${others.length} more` : ''} in production ${others.length ? 'do' : 'does'}.${inProduction.some(node => node.contested?.includes('production')) ? ' Which version holds it is in conflict.' : ''}`;
}
