import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { gatherFacts } from '../../../src/core/facts/gather';
import type { Facts } from '../../../src/core/model';
import { byName, workspaceWith } from '../runs/workspace';

const gather = (workspace: string, path: string, model?: string): Promise<Facts> => gatherFacts({ workspace, path: join(workspace, path), ...(model === undefined ? {} : { model }) });

/** A safetensors file without tensors. */
function safetensors(metadata: Readonly<Record<string, string>> = {}): Buffer {
	const header = Buffer.from(JSON.stringify({ __metadata__: metadata }));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	return Buffer.concat([length, header]);
}

describe('gatherFacts', () => {
	it('takes the section of a shared file that bears the name of the model, its stem or its folder', async () => {
		const workspace = await workspaceWith({
			'params.yaml': 'churn: {lr: 0.1, depth: 3}\nsentiment: {lr: 0.2}\n', 'metrics.json': '{"churn": {"auc": 0.9}, "sentiment": {"f1": 0.5}}',
			'models/churn.bin': 'x', 'models/sentiment/model.bin': 'x', 'models/x.bin': 'x',
		});
		assert.deepEqual(byName((await gather(workspace, 'models/churn.bin')).params), { lr: 0.1, depth: 3 });
		const sentiment = await gather(workspace, 'models/sentiment/model.bin');
		assert.deepEqual([byName(sentiment.params), byName(sentiment.metrics)], [{ lr: 0.2 }, { f1: 0.5 }]);
		assert.deepEqual(byName((await gather(workspace, 'models/x.bin', 'Churn')).params), { lr: 0.1, depth: 3 });
		assert.deepEqual(byName((await gather(workspace, 'models/x.bin')).params), { 'churn.lr': 0.1, 'churn.depth': 3, 'sentiment.lr': 0.2 });
	});

	it('takes no section for a model of no name: `model: …` is about all of them', async () => {
		const workspace = await workspaceWith({ 'params.yaml': 'model: {depth: 3}\ntrain: {lr: 0.2}\n', 'models/model.bin': 'x', 'models/train.bin': 'x' });
		for (const path of ['models/model.bin', 'models/train.bin']) { assert.deepEqual(byName((await gather(workspace, path)).params), { 'model.depth': 3, 'train.lr': 0.2 }); }
	});

	it('believes the nearest file, names what others say, and never mixes in metrics from farther up', async () => {
		const workspace = await workspaceWith({
			'params.yaml': 'lr: 0.1\nelse: 1\n', 'metrics.json': '{"auc": 0.1, "other": 1}',
			'a/b/params.yaml': 'lr: 0.2\n', 'a/b/metrics.json': '{"auc": 0.2}', 'a/b/c/model.bin': 'x',
		});
		const facts = await gather(workspace, 'a/b/c/model.bin');
		assert.deepEqual([byName(facts.params), byName(facts.metrics)], [{ lr: 0.2 }, { auc: 0.2 }]);
		assert.deepEqual(facts.disagreements, [{
			what: 'params.lr', why: 'it stands in a nearer folder',
			chosen: { text: '0.2', source: { tool: 'params-file', path: 'a/b/params.yaml', field: 'lr' } },
			others: [{ text: '0.1', source: { tool: 'params-file', path: 'params.yaml', field: 'lr' } }],
		}]);
	});

	it('keeps no secret and no home folder, and says where a record is damaged', async () => {
		const workspace = await workspaceWith({
			'params.yaml': 'hub_token: abc\nlr: 0.1\nkey: hf_abcdefghijklmnopqrstuvwxyz0123456789\ncache: /home/alice/cache\n', 'metrics.json': '{', 'model.bin': 'x',
		});
		const facts = await gather(workspace, 'model.bin');
		assert.deepEqual(byName(facts.params), { lr: 0.1, cache: '~/cache' });
		assert.deepEqual(facts.warnings.map(one => one.code), ['damaged-file']);
		assert.deepEqual([facts.format, facts.runs, facts.histories], ['unknown', [], {}]);
	});

	it('a folder that is a model is looked into, and the file itself goes before all', async () => {
		const workspace = await workspaceWith({ 'out/params.json': '{"lr": 3}', 'out/model.safetensors': safetensors({ format: 'pt' }) });
		assert.deepEqual(byName((await gather(workspace, 'out')).params), { lr: 3 });
		const facts = await gather(workspace, 'out/model.safetensors');
		assert.deepEqual([facts.format, byName(facts.params), facts.params[0]?.certainty], ['safetensors', { lr: 3 }, 'likely']);
	});

	it('knows the versions that the nearest listing pins', async () => {
		const workspace = await workspaceWith({
			'requirements.txt': 'torch==2.15.0\nnumpy>=2\nScikit_Learn[x]==1.9.1 ; python_version > "3"\n', '.python-version': '3.11.7\n', 'a/x.bin': 'x',
			'b/conda.yaml': 'dependencies:\n- python=3.10.4\n- conda-forge::numpy=1.26.4=py310_0\n- pip:\n  - mlflow==3.17.2\n', 'b/x.bin': 'x',
			'c/uv.lock': 'version = 1\n\n[[package]]\nname = "torch"\nversion = "2.9.0"\nsource = { registry = "x" }\n\n[[package]]\nname = "Y_z"\nversion = "1"\n', 'c/d/x.bin': 'x',
		});
		assert.deepEqual((await gather(workspace, 'a/x.bin')).environment, { 'torch': '2.15.0', 'scikit-learn': '1.9.1', 'python': '3.11.7' });
		assert.deepEqual((await gather(workspace, 'b/x.bin')).environment, { mlflow: '3.17.2', python: '3.10.4', numpy: '1.26.4' });
		assert.deepEqual((await gather(workspace, 'c/d/x.bin')).environment, { 'torch': '2.9.0', 'y-z': '1' });
	});

	it('knows where on the Hub a file is from, by its place in a cache or by the note of the download', async () => {
		const commit = '0123456789abcdef0123456789abcdef01234567';
		const workspace = await workspaceWith({
			[`hub/models--org--tiny/snapshots/${commit}/model.bin`]: 'x', 'base/sub/model.bin': 'x', 'base/.cache/huggingface/download/sub/model.bin.metadata': `${commit}\n${'a'.repeat(64)}\n1732300000.5\n`,
		});
		const cached = await gather(workspace, `hub/models--org--tiny/snapshots/${commit}/model.bin`);
		assert.deepEqual(cached.inputs.map(({ relation, name, uri }) => [relation, name, uri]), [['converted-from', 'org/tiny', `hf://org/tiny@${commit}`]]);
		const { metadata } = await gather(workspace, 'base/sub/model.bin');
		assert.deepEqual([metadata['hub.commit'], metadata['hub.sha256']], [commit, 'a'.repeat(64)]);
	});

	it('a base model that was trained in this workspace is that folder, not one of the Hub', async () => {
		const workspace = await workspaceWith({ 'models/base/x.bin': 'x', 'out/x.bin': 'x', 'out/adapter_config.json': '{}', 'out/README.md': '---\nbase_model: models/base\ndatasets: [imdb]\nlibrary_name: peft\n---\n' });
		assert.deepEqual((await gather(workspace, 'out/x.bin')).inputs.map(({ relation, name, uri }) => [relation, name, uri]), [['adapter-of', 'base', 'models/base'], ['trained-on', 'imdb', 'hf://datasets/imdb']]);
	});

	it('a damaged model is facts with a warning; what is missing or outside is refused', async () => {
		const outside = await workspaceWith({ 'x.bin': 'x' });
		const workspace = await workspaceWith({ 'm.safetensors': safetensors().subarray(0, 12), 'params.yaml': 'a: 1' });
		const facts = await gather(workspace, 'm.safetensors');
		assert.equal(facts.params[0]?.name, 'a');
		await symlink(join(outside, 'x.bin'), join(workspace, 'link.bin'));
		for (const [path, reason] of [['nothing.bin', 'not-found'], ['link.bin', 'outside'], ['../x', 'outside']] as const) {
			await assert.rejects(gather(workspace, path), (error: unknown) => RegistryError.is(error, reason), path);
		}
		await assert.rejects(gatherFacts({ workspace, path: join(workspace, 'm.safetensors'), signal: AbortSignal.abort() }), (error: unknown) => RegistryError.is(error, 'cancelled'));
	});
});
