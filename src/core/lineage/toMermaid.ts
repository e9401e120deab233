import { plainLine } from '../present/plain';
import type { Graph, NodeKind } from './graph';

const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
	version: ['([', '])'], dataset: ['[', ']'], 'base-model': ['{{', '}}'], run: ['[/', '/]'], commit: ['((', '))'], evaluation: ['{', '}'], deployment: ['[[', ']]'],
};

/** The graph as a Mermaid flowchart, which GitHub and VS Code draw in Markdown (mermaid.js.org, 'Flowcharts'). */
export function toMermaid({ nodes, edges }: Graph): string {
	const names = new Map([...nodes.keys()].map((key, i) => [key, `n${i}`]));
	return [
		'flowchart LR',
		...[...nodes.values()].map(node => {
			const [open, close] = shapes[node.kind];
			return `\t${names.get(node.key) ?? ''}${open}"${escaped([node.title, node.detail].filter(Boolean).join(' · '))}"${close}`;
		}),
		...edges.map(edge => `\t${names.get(edge.from) ?? ''} -- "${edge.relation.replaceAll('-', ' ')}" --> ${names.get(edge.to) ?? ''}`), '',
	].join('\n');
}

/** Entity codes, which Mermaid writes as `#35;`: nothing of a name is taken for its syntax, for Markdown or for HTML. */
function escaped(text: string): string {
	return plainLine(text).replace(/["#&<>`\\;{}]/g, char => `#${char.charCodeAt(0)};`);
}
