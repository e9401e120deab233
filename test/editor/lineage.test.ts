import assert from 'node:assert/strict';
import type { Graph } from '../../src/core/lineage/graph';
import type { Registry } from '../../src/core/registry';
import { lineageDress } from '../../src/editor/lineage/lineageDress';
import type { LineageRow } from '../../src/editor/lineage/lineageNode';
import { lineageChildren, lineageRoots } from '../../src/editor/lineage/lineageRows';
import { withWorkspace } from '../core/support/workspace';

/** The view as text, opened all the way. */
function viewText(graph: Graph, key: string): string {
	const root = graph.nodes.get(key);
	assert.ok(root);
	const seen = new Set<string>();
	const lines = (rows: readonly LineageRow[], indent: string): string[] => rows.flatMap(row => {
		assert.ok(!seen.has(row.id), `${row.id} stands twice`);
		seen.add(row.id);
		const { label, description, icon, opens } = lineageDress(row, new Date());
		const children = lineageChildren(graph, row);
		assert.equal(opens !== 'no', children.length > 0);
		return [`${indent}${icon === undefined ? '' : `(${icon}) `}${label}${description ? `   ${description}` : ''}`, ...lines(children, `${indent}  `)];
	});
	return lines(lineageRoots(graph, root, 'folder'), '').join('\n');
}

async function history(registry: Registry, version: (model: string) => Promise<string>): Promise<void> {
	for (const model of ['base', 'tuned', 'merged']) { await version(model); }
	await registry.link('base@v1', { from: 'hf:org/tiny@fb53ab8802853c8e', relation: 'fine-tuned-from' });
	await registry.link('tuned@v1', { from: 'base@v1', relation: 'fine-tuned-from' });
	await registry.link('tuned@v1', { from: 'hf:datasets/org/reviews', relation: 'trained-on' });
	await registry.link('merged@v1', { from: 'base@v1', relation: 'merged-from' });
	await registry.link('merged@v1', { from: 'tuned@v1', relation: 'merged-from' });
	await registry.setAlias('tuned@v1', 'staging');
}

describe('the rows of the Lineage view', () => {
	it('walk up to the base models and down to what was made', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await history(registry, model => workspace.version(registry, model));
		const graph = await registry.wholeLineage();
		assert.equal(viewText(graph, `version:${(await registry.version('tuned')).id}`), [
			'(beaker) tuned v1   staging · now',
			'(arrow-up) Made from   2',
			'  (circle-small-filled) base v1   fine-tuned from · by hand · now',
			'    (symbol-method) org/tiny   fine-tuned from · Hugging Face, fb53ab8 · by hand',
			'  (database) org/reviews   trained on · Hugging Face · by hand',
			'(arrow-down) Led to   1',
			'  (circle-small-filled) merged v1   merged from · by hand · now',
		].join('\n'));
		assert.equal(viewText(graph, 'base-model:hf:org/tiny@fb53ab8802853c8e'), [
			'(symbol-method) org/tiny   base model · Hugging Face, fb53ab8',
			'(arrow-down) Led to   1',
			'  (circle-small-filled) base v1   fine-tuned from · by hand · now',
			'    (circle-small-filled) merged v1   merged from · by hand · now',
			'    (beaker) tuned v1   fine-tuned from · staging · by hand · now',
			'      (circle-small-filled) merged v1   merged from · by hand · now',
		].join('\n'));
	}));

	it('say what they are to a screen reader and to menus', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await history(registry, model => workspace.version(registry, model));
		const graph = await registry.wholeLineage();
		const root = graph.nodes.get(`version:${(await registry.version('tuned')).id}`);
		assert.ok(root);
		const [top, up] = lineageRoots(graph, root, 'folder');
		assert.ok(top && up);
		const [base, data] = lineageChildren(graph, up).map(row => lineageDress(row, new Date()));
		assert.equal(lineageDress(top, new Date()).context, 'version.shown');
		assert.equal(base?.context, 'version.linked');
		assert.equal(data?.context, 'dataset.linked.hub');
		assert.equal(data.spoken, 'trained on, org/reviews, dataset, Hugging Face, by hand');
	}));

	it('are bounded where very much was made of one thing', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'base');
		const graph = await registry.wholeLineage();
		const [root] = graph.nodes.values();
		assert.ok(root);
		const many = Array.from({ length: 300 }, (_, i) => ({ from: root.key, to: `dataset:${i}`, relation: 'trained-on' as const, source: undefined, certainty: 'certain' as const, byHand: undefined, target: undefined }));
		const nodes = new Map([...graph.nodes, ...many.map(({ to }) => [to, { ...root, key: to }] as const)]);
		const rows = lineageChildren({ ...graph, nodes, children: new Map([[root.key, many]]) }, { is: 'side', id: 'x', folder: 'folder', above: undefined, side: 'down', key: root.key, count: 300 });
		assert.equal(rows.length, 201);
		const last = rows.at(-1);
		assert.ok(last);
		assert.equal(lineageDress(last, new Date()).label, '100 more are not shown');
	}));
});
