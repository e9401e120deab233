import * as fc from 'fast-check';
import { graphOf, type Graph, type LineageEdge, type LineageNode } from '../../../src/core/lineage/graph';
import type { Layout } from '../../../src/core/lineage/layout';
import { idOf } from '../support/records';

/** One step of a history: a version of a model, made of some earlier versions and some things outside. */
export interface Step { readonly model: number; readonly bases: readonly number[]; readonly data: readonly number[] }

export const steps = (maxLength: number): fc.Arbitrary<readonly Step[]> => fc.array(fc.record({
	model: fc.nat(11), bases: fc.array(fc.nat(1000), { maxLength: 3 }), data: fc.array(fc.nat(6), { maxLength: 2 }),
}), { minLength: 1, maxLength });

export function made(history: readonly Step[]): Graph {
	const nodes = new Map<string, LineageNode>();
	const edges: LineageEdge[] = [];
	const edge = (from: string, to: string): LineageEdge => ({ from, to, relation: 'trained-from', source: { tool: 'test' }, certainty: 'certain', byHand: undefined, target: undefined });
	history.forEach(({ model, bases, data }, n) => {
		const key = `version:${idOf(n)}`;
		nodes.set(key, { key, kind: 'version', title: `m${model} v${n}`, detail: undefined, at: new Date(n), model: `m${model}` });
		for (const at of new Set(n ? bases.map(base => base % n) : [])) { edges.push(edge(`version:${idOf(at)}`, key)); }
		for (const name of new Set(data.map(one => `dataset:name:d${one}`))) {
			if (!nodes.has(name)) { nodes.set(name, { key: name, kind: 'dataset', title: name, detail: undefined, at: new Date(n) }); }
			edges.push(edge(name, key));
		}
	});
	return graphOf(nodes, edges);
}

const shapes = { version: 'o', dataset: '#', 'base-model': '@', run: '>', commit: '.', evaluation: '?', deployment: '^' } as const;

/** The grid as text: a column per lane, '|' where an edge passes, then what the row is. */
export function gridText(graph: Graph, { nodes, edges, lanes }: Layout): string {
	const rows = [...nodes].sort((a, b) => a.row - b.row).map(({ key, lane }) => {
		const cells = Array.from({ length: lanes }, () => ' ');
		const node = graph.nodes.get(key);
		cells[lane] = node ? shapes[node.kind] : '?';
		return { cells, text: node?.title ?? key };
	});
	for (const { fromRow, toRow, lane } of edges) {
		for (let row = toRow + 1; row < fromRow; row++) { const cells = rows[row]?.cells; if (cells) { cells[lane] = '|'; } }
	}
	return rows.map(({ cells, text }) => `${cells.join(' ')}  ${text}`).join('\n') + '\n';
}
