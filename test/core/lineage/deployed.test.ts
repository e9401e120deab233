import assert from 'node:assert/strict';
import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import type { Registry } from '../../../src/core/registry';
import { unpack } from '../../../webview-ui/lineage/unpack';
import { impactOf } from '../../../src/core/lineage/impact';
import { withWorkspace } from '../support/workspace';

/** 'sentiment v2 deployed-to moderation-api, EU (ended)', … of one node, sorted. */
async function edgesOf(registry: Registry, ref: string): Promise<readonly string[]> {
	const { graph } = await registry.lineage(ref, { depth: 1 });
	const title = (key: string) => graph.nodes.get(key)?.title ?? key;
	return graph.edges.map(edge => `${title(edge.from)} ${edge.relation} ${title(edge.to)}${edge.ran?.until ? ' (ended)' : ''}`).sort();
}

describe('where versions run, and how they did, in the lineage', () => {
	it('every version that held production leads to it, and only the one that holds it now still does', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (let i = 0; i < 3; i++) { await workspace.version(registry, 'churn'); }
		for (const ref of ['churn@v1', 'churn@v2', 'churn@v1', 'churn@v3']) { await registry.setAlias(ref, 'production'); }
		await registry.setAlias('churn@v2', 'staging');
		assert.deepEqual((await edgesOf(registry, 'deployment:churn:production')).filter(edge => edge.includes('deployed')), ['churn v1 deployed-to churn production (ended)', 'churn v2 deployed-to churn production (ended)', 'churn v3 deployed-to churn production']);
		const all = await registry.deployments({ model: 'churn' });
		assert.deepEqual(all.map(({ version, place, isAlias, until, times }) => [version.label, place, isAlias, until === undefined, times]), [['v3', 'production', true, true, 1], ['v1', 'production', true, false, 2], ['v2', 'production', true, false, 1]]);
		// What ran there once is no reason why production would break.
		assert.equal((await registry.dependents('churn@v2')).dependents.length, 0);
		assert.equal((await registry.dependents('churn@v3')).sentence, '1 thing depends on it. It holds production itself.');
		const node = (await registry.wholeLineage()).nodes.get('deployment:churn:production');
		assert.equal(node?.detail, 'runs churn v3');
		await registry.removeAlias('churn', 'production');
		assert.equal((await registry.wholeLineage()).nodes.get('deployment:churn:production')?.detail, 'runs no churn now');
		assert.deepEqual((await registry.deployments({ ref: 'churn@v3' })).map(({ until }) => until !== undefined), [true]);
	}));

	it('a deployment that somebody records takes the place of the one before, in that place and of that model only', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const model of ['sentiment', 'sentiment', 'churn']) { await workspace.version(registry, model); }
		await registry.deploy('sentiment@v1', { to: 'moderation-api, EU', uri: 'https://moderation.example.com/eu' });
		await registry.deploy('churn@v1', { to: 'moderation-api, EU' });
		const done = await registry.deploy('sentiment@v2', { to: ' moderation-api, EU ', reason: 'release 41' });
		assert.deepEqual([done.place, done.before?.label, done.version.label], ['moderation-api, EU', 'v1', 'v2']);
		assert.deepEqual((await registry.deployments()).map(({ model, version, until, reason, uri }) => [model, version.label, until === undefined, reason, uri]), [
			['sentiment', 'v2', true, 'release 41', 'https://moderation.example.com/eu'], ['churn', 'v1', true, undefined, undefined], ['sentiment', 'v1', false, undefined, 'https://moderation.example.com/eu'],
		]);
		assert.deepEqual((await registry.lineage('sentiment@v2', { direction: 'down' })).graph.nodes.get('deployment:sentiment:place:moderation-api, EU')?.detail, 'runs sentiment v2');
		await registry.endDeployment('sentiment', 'moderation-api, EU', 'switched off');
		assert.deepEqual((await registry.deployments({ model: 'sentiment' })).map(({ until }) => until !== undefined), [true, true]);
		assert.deepEqual((await registry.history({ model: 'sentiment', kinds: ['deployment'] })).map(({ text }) => text), ['ended the deployment in moderation-api, EU', 'deployed it to moderation-api, EU', 'deployed it to moderation-api, EU']);
		assert.deepEqual(await registry.conflicts(), []);
		for (const [what, refused] of [
			['a place without a name', () => registry.deploy('sentiment@v1', { to: ' ' })], ['an address that runs something', () => registry.deploy('sentiment@v1', { to: 'x', uri: 'javascript:alert(1)' })],
			['an address with a password', () => registry.deploy('sentiment@v1', { to: 'x', uri: 'https://me:secret@example.com' })], ['an end of what never was', () => registry.endDeployment('churn', 'nowhere')],
		] as const) { await assert.rejects(refused, error => RegistryError.is(error, 'bad-value'), what); }
	}));

	it('two branches that deploy at once contest nothing: the later record runs there', () => withWorkspace(async workspace => withWorkspace(async other => {
		const registry = await workspace.initialised();
		for (let i = 0; i < 2; i++) { await workspace.version(registry, 'churn'); }
		await copyRecords(workspace.folder, other.folder);
		const there = other.open();
		await there.deploy('churn@v1', { to: 'api' });
		await registry.deploy('churn@v2', { to: 'api' });
		await copyRecords(workspace.folder, other.folder);
		await copyRecords(other.folder, workspace.folder);
		for (const one of [registry, there]) {
			await one.refresh();
			assert.deepEqual(await one.conflicts(), []);
			const running = (await one.deployments()).filter(({ until }) => until === undefined).map(({ version }) => version.label);
			assert.deepEqual(running, ['v2']);
		}
	})));

	it('production that two branches moved at once is in conflict: its place says so, and both sides run there until somebody decides', () => withWorkspace(async workspace => withWorkspace(async other => {
		const registry = await workspace.initialised();
		for (let i = 0; i < 3; i++) { await workspace.version(registry, 'churn'); }
		await registry.setAlias('churn@v1', 'production');
		await copyRecords(workspace.folder, other.folder);
		await other.open().setAlias('churn@v2', 'production');
		await registry.setAlias('churn@v3', 'production');
		await copyRecords(other.folder, workspace.folder);
		await registry.refresh();
		const node = async () => (await registry.wholeLineage()).nodes.get('deployment:churn:production');
		assert.deepEqual([(await node())?.detail, (await node())?.contested], ['in conflict: v2 or v3', ['production']]);
		assert.deepEqual(await edgesOf(registry, 'deployment:churn:production'), ['churn v1 deployed-to churn production (ended)', 'churn v2 deployed-to churn production', 'churn v3 deployed-to churn production']);
		await registry.link('churn@v3', { from: 'churn@v1', relation: 'fine-tuned-from' });
		assert.match((await registry.dependents('churn@v1')).sentence, /^2 things depend on it\. churn v3 in production does\. Which version holds it is in conflict\.$/);
		await registry.setAlias('churn@v2', 'production');
		assert.deepEqual([(await node())?.detail, (await node())?.contested], ['runs churn v2', undefined]);
	})));

	it('an evaluation comes from its version and its data; measured again it is the same node', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'churn');
		workspace.write('data/holdout.csv', 'a,b\n1,2\n');
		await registry.evaluate('churn@v1', { dataset: 'data/holdout.csv', split: 'test', metrics: { auc: 0.8 } });
		const [first] = [...(await registry.wholeLineage()).nodes.values()].filter(({ kind }) => kind === 'evaluation');
		await registry.evaluate('churn@v1', { dataset: 'data/holdout.csv', split: 'test', metrics: { auc: 0.82, loss: Number.NaN } });
		await registry.evaluate('churn@v1', { dataset: 'data/holdout.csv', split: 'test', slice: 'region=eu', metrics: { auc: 0.7 } });
		await registry.evaluate('churn@v1', { dataset: 'elsewhere', metrics: { auc: 0.9 } });
		const graph = await registry.wholeLineage();
		const found = [...graph.nodes.values()].filter(({ kind }) => kind === 'evaluation');
		assert.deepEqual(found.map(({ key, title, detail, metrics }) => [key === first?.key, title, detail, metrics]), [[true, 'holdout.csv, test', 'of churn v1, 1 slice', { auc: 0.82, loss: NaN }], [false, 'elsewhere', 'of churn v1', { auc: 0.9 }]]);
		assert.deepEqual((graph.parents.get(first?.key ?? '') ?? []).map(({ relation, from }) => [relation, graph.nodes.get(from)?.title]), [['evaluation-of', 'churn v1'], ['evaluated-on', 'holdout.csv']]);
		// The data that a version was trained on is the data that it was judged by, known by its bytes.
		await registry.link('churn@v1', { from: 'data/holdout.csv', relation: 'trained-on' });
		assert.deepEqual((await registry.dependents('data/holdout.csv')).dependents.map(({ node, steps }) => [node.title, steps]).sort(), [['churn v1', 1], ['elsewhere', 2], ['holdout.csv, test', 1]]);
	}));

	it('crosses to a page as it is', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (let i = 0; i < 2; i++) { await workspace.version(registry, 'churn'); }
		await registry.setAlias('churn@v1', 'production');
		await registry.setAlias('churn@v2', 'production');
		await registry.evaluate('churn@v2', { dataset: 'holdout', metrics: { auc: 0.8 } });
		const graph = await registry.wholeLineage();
		const page = unpack({ folder: 'file:///w', ...await registry.packedLineage(), show: undefined, isTrusted: true, past: undefined });
		assert.deepEqual([...page.graph.nodes.keys()], [...graph.nodes.keys()]);
		assert.deepEqual(page.order.filter(key => !key.startsWith('commit:')).map(key => graph.nodes.get(key)?.title), ['holdout', 'holdout', 'churn production', 'churn v2', 'churn v1']);
		for (const ref of graph.nodes.keys()) { assert.deepEqual(impactOf(page.graph, [ref]).dependents.map(({ node }) => node.key), impactOf(graph, [ref]).dependents.map(({ node }) => node.key)); }
	}));
});

async function copyRecords(from: string, to: string): Promise<void> {
	for (const name of await readdir(join(from, '.model-registry/records'), { recursive: true, withFileTypes: true })) {
		if (!name.isFile()) { continue; }
		const source = join(name.parentPath, name.name);
		const target = source.replace(from, to);
		await mkdir(join(target, '..'), { recursive: true });
		await writeFile(target, await readFile(source));
	}
	await writeFile(join(to, '.model-registry/registry.json'), await readFile(join(from, '.model-registry/registry.json')));
}
