import { plainLine } from '../present/plain';
import type { Graph, NodeKind } from './graph';

const shapes: Readonly<Record<NodeKind, string>> = { version: 'ellipse', dataset: 'box', 'base-model': 'hexagon', run: 'cds', commit: 'circle', evaluation: 'diamond', deployment: 'house' };

/** The graph in Graphviz's language (graphviz.org, 'DOT Language'): what was there first on the left. */
export function toDot({ nodes, edges }: Graph): string {
	const names = new Map([...nodes.keys()].map((key, i) => [key, `n${i}`]));
	return [
		'digraph lineage {', '\trankdir=LR;', '\tnode [fontname="sans-serif"];',
		...[...nodes.values()].map(node => `\t${names.get(node.key) ?? ''} [shape=${shapes[node.kind]}, label=${quoted([node.title, node.detail].filter(Boolean).join('\n'))}];`),
		...edges.map(edge => `\t${names.get(edge.from) ?? ''} -> ${names.get(edge.to) ?? ''} [label=${quoted(edge.relation.replaceAll('-', ' '))}];`),
		'}', '',
	].join('\n');
}

function quoted(text: string): string {
	return `"${text.split('\n').map(line => plainLine(line).replace(/[\\"]/g, '\\$&')).join('\\n')}"`;
}
