import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import type { Graph } from '../../../src/core/lineage/graph';
import type { Registry } from '../../../src/core/registry';
import { withWorkspace, Workspace } from '../support/workspace';

/** 'churn v2 <- fine-tuned-from churn v1', one line an edge. */
function edgesOf(graph: Graph): readonly string[] {
	const title = (key: string) => graph.nodes.get(key)?.title ?? key;
	return graph.edges.map(edge => `${title(edge.to)} <- ${edge.relation} ${title(edge.from)}${edge.byHand ? ' (by hand)' : ''}`).sort();
}

async function parentsOf(registry: Registry, ref: string): Promise<readonly string[]> {
	return edgesOf((await registry.lineage(ref, { direction: 'up', depth: 1 })).graph);
}

const refused = (reason: string, text: RegExp) => (error: unknown) => RegistryError.is(error) && error.reason === reason && text.test(error.message);

describe('links of lineage', () => {
	it('are added and removed by hand, found again by any name, and leave the record', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const model of ['base', 'base', 'tuned']) { await workspace.version(registry, model); }
		const data = workspace.write('data/reviews.csv', 'text,label\n');
		await registry.link('tuned@v1', { from: 'base@v2', relation: 'fine-tuned-from', reason: 'said in the lab book' });
		await registry.link('tuned@v1', { from: data, relation: 'trained-on' });
		await registry.link('base@v1', { from: 'hf:org/tiny@abc1234', relation: 'converted-from' });
		await registry.link('base@v2', { from: 'base@v1', relation: 'trained-from' });
		assert.deepEqual(await parentsOf(registry, 'tuned@v1'), ['tuned v1 <- fine-tuned-from base v2 (by hand)', 'tuned v1 <- trained-on reviews.csv (by hand)']);
		const { graph } = await registry.lineage('tuned');
		assert.deepEqual([...graph.nodes.values()].map(node => node.title).sort(), ['base v1', 'base v2', 'org/tiny', 'reviews.csv', 'tuned v1']);

		const impact = await registry.dependents('hf:org/tiny');
		assert.deepEqual(impact.dependents.map(({ node, steps }) => `${steps} ${node.title}`), ['1 base v1', '2 base v2', '3 tuned v1']);
		assert.equal(impact.sentence, '3 things depend on it. Nothing in production does.');
		await registry.setAlias('tuned@v1', 'production');
		assert.equal((await registry.dependents('hf:org/tiny')).sentence, '4 things depend on it. tuned v1 in production does.');
		assert.equal((await registry.dependents('data/reviews.csv')).directly, 1);

		const path = await registry.pathBetween('tuned@v1', 'hf:org/tiny');
		assert.deepEqual(path?.nodes.map(node => node.title), ['org/tiny', 'base v1', 'base v2', 'tuned v1']);
		assert.equal(await registry.pathBetween('data/reviews.csv', 'base@v1'), undefined);

		const [removed] = await registry.unlink('tuned@v1', { from: data });
		assert.deepEqual(await parentsOf(registry, 'tuned@v1'), ['tuned v1 <- fine-tuned-from base v2 (by hand)']);
		assert.ok(removed);
		await registry.link('tuned@v1', removed);
		assert.equal((await parentsOf(registry, 'tuned@v1')).length, 2, 'a removal is taken back as it was');
		assert.ok((await registry.history({ ref: 'tuned@v1' })).some(entry => entry.text === 'linked it: fine tuned from base v2' && entry.reason === 'said in the lab book'));
		assert.deepEqual(await registry.conflicts(), []);
	}));

	it('hold when their file is moved, and mean the version that has the same bytes', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'base', 'weights');
		await workspace.version(registry, 'tuned');
		const copy = workspace.write('elsewhere/copy.bin', 'weights');
		await registry.link('tuned@v1', { from: copy, relation: 'fine-tuned-from' });
		assert.deepEqual(await parentsOf(registry, 'tuned@v1'), ['tuned v1 <- fine-tuned-from base v1 (by hand)']);
		await registry.renameModel('base', 'backbone');
		assert.deepEqual(await parentsOf(registry, 'tuned@v1'), ['tuned v1 <- fine-tuned-from backbone v1 (by hand)'], 'a renamed model is the same one');
	}));

	it('refuse a cycle, and what is no link, with one sentence', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const model of ['a', 'b', 'c']) { await workspace.version(registry, model); }
		await registry.link('b@v1', { from: 'a@v1', relation: 'trained-from' });
		await registry.link('c@v1', { from: 'b@v1', relation: 'trained-from' });
		await assert.rejects(registry.link('a@v1', { from: 'c@v1', relation: 'merged-from' }), refused('lineage-cycle', /^a v1 can't come from c v1: c v1 already comes from a v1\.$/));
		await assert.rejects(registry.link('a@v1', { from: 'a@v1', relation: 'merged-from' }), refused('lineage-cycle', /^a v1 can't come from itself\.$/));
		await assert.rejects(registry.link('a@v1', { from: 'nowhere/x.bin', relation: 'trained-from' }), refused('not-found', /nowhere\/x\.bin/));
		await assert.rejects(registry.link('a@v1', { from: 'b@v1', relation: 'eaten-by' as 'trained-from' }), refused('bad-value', /eaten-by.*trained-from/));
		await assert.rejects(registry.link('a@v1', { from: 'hf:///', relation: 'trained-from' }), refused('bad-value', /hf:org\/name/));
		await assert.rejects(registry.link('a@v1', { from: 'd@v1', relation: 'trained-from' }), refused('no-model', /'d'/));
		await assert.rejects(registry.unlink('a@v1', { from: 'b@v1' }), refused('no-link', /^a@v1 has no lineage link to 'b@v1'/));
		await assert.rejects(registry.lineage('nothing-like-it'), refused('no-node', /nothing-like-it/));
	}));

	it('show no cycle where two branches close one: what was said first stands, and the other is named', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'a');
		await workspace.version(registry, 'b');
		await registry.close();
		const other = new Workspace();
		try {
			cpSync(workspace.folder, other.folder, { recursive: true });
			const [here, there] = [workspace.open(), other.open()];
			await here.link('b@v1', { from: 'a@v1', relation: 'trained-from' });
			await there.link('a@v1', { from: 'b@v1', relation: 'trained-from' });
			cpSync(join(other.folder, '.model-registry/records'), join(workspace.folder, '.model-registry/records'), { recursive: true });
			await here.refresh();
			const { edges, leftOut } = await here.wholeLineage();
			assert.equal(edges.length, 1);
			assert.equal(leftOut.length, 1);
			assert.deepEqual(await here.conflicts(), []);
		} finally {
			await other.dispose();
		}
	}));

	it('stand where one person adds and another removes at once', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'a');
		await workspace.version(registry, 'b');
		await registry.link('b@v1', { from: 'a@v1', relation: 'trained-from' });
		await registry.close();
		const other = new Workspace();
		try {
			cpSync(workspace.folder, other.folder, { recursive: true });
			const [here, there] = [workspace.open(), other.open()];
			await here.unlink('b@v1', { from: 'a@v1' });
			await there.unlink('b@v1', { from: 'a@v1' });
			await there.link('b@v1', { from: 'a@v1', relation: 'trained-from' });
			cpSync(join(other.folder, '.model-registry/records'), join(workspace.folder, '.model-registry/records'), { recursive: true });
			await here.refresh();
			assert.deepEqual(await parentsOf(here, 'b@v1'), ['b v1 <- trained-from a v1 (by hand)']);
			assert.deepEqual(await here.conflicts(), []);
		} finally {
			await other.dispose();
		}
	}));
});
