import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkspace, type Workspace } from '../support/workspace';
import type { Graph } from '../../../src/core/lineage/graph';

function edgesOf(graph: Graph): readonly string[] {
	const title = (key: string) => graph.nodes.get(key)?.title ?? key;
	return graph.edges.map(edge => `${title(edge.to)} <- ${edge.relation} ${title(edge.from)}`).sort();
}

/** A safetensors file without tensors, with these words in its header (safetensors README, 'Format'). */
function safetensors(metadata: Readonly<Record<string, string>>): Buffer {
	const header = Buffer.from(JSON.stringify({ __metadata__: metadata }));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	return Buffer.concat([length, header]);
}

function adapter(workspace: Workspace, folder: string, base: string): void {
	workspace.write(`${folder}/adapter_config.json`, JSON.stringify({ peft_type: 'LORA', base_model_name_or_path: base, r: 8 }));
	workspace.write(`${folder}/adapter_model.safetensors`, safetensors({ format: 'pt' }));
}

const fixtures = 'test/fixtures';

describe('lineage that is found in files of real tools', () => {
	it('ties PEFT\'s adapter to the tiny base that it was made on, registered from its folder', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const name of ['base', 'local', 'lora']) { cpSync(join(fixtures, 'formats/huggingface', name), join(workspace.folder, name), { recursive: true }); }
		await registry.register('base', { model: 'base' });
		await registry.register('local', { model: 'adapter' });
		await registry.register('lora', { model: 'hub-adapter' });
		assert.deepEqual(edgesOf((await registry.lineage('adapter@v1')).graph), ['adapter v1 <- adapter-of base v1']);
		assert.deepEqual(edgesOf((await registry.lineage('hub-adapter@v1')).graph).filter(edge => edge.includes('adapter-of')), ['hub-adapter v1 <- adapter-of meta-llama/Llama-3.2-1B']);
	}));

	it('ties the ONNX that torch exported to the registered weights of its names and shapes, surely where it stands beside them', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const weights = (seed: number) => tensorFile({ '0.weight': [8, 4], '0.bias': [8], '2.weight': [3, 8], '2.bias': [3] }, seed);
		await registry.register(workspace.write('runs/a/net.safetensors', weights(1)), { model: 'net' });
		await registry.register(workspace.write('runs/b/net.safetensors', weights(2)), { model: 'net' });
		await registry.register(workspace.write('other.safetensors', tensorFile({ 'x.weight': [8, 4], 'x.bias': [8], 'y.weight': [3, 8], 'y.bias': [3] }, 3)), { model: 'other' });
		const onnx = readFileSync(join(fixtures, 'formats/onnx/torch.onnx'));
		await registry.register(workspace.write('runs/a/net.onnx', onnx), { model: 'exported' });
		await registry.register(workspace.write('deploy/model.onnx', Buffer.concat([onnx])), { model: 'moved' });
		const inputs = async (ref: string) => (await registry.versionDetails(ref)).facts.inputs.map(input => [input.relation, input.name, input.certainty]);
		assert.deepEqual(await inputs('exported@v1'), [['converted-from', 'net v1', 'likely']]);
		assert.deepEqual(await inputs('moved@v1'), [['converted-from', 'net v2', 'guess']]);
		assert.deepEqual(edgesOf((await registry.lineage('exported@v1')).graph), ['exported v1 <- converted-from net v1']);
		await registry.register(workspace.write('sk.onnx', readFileSync(join(fixtures, 'formats/onnx/sklearn.onnx'))), { model: 'sk' });
		assert.deepEqual(await inputs('sk@v1'), []);
	}));

	it('reads what a GGUF says of its base, source and data', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await registry.register(workspace.write('model.gguf', readFileSync(join(fixtures, 'formats/gguf/model.gguf'))), { model: 'chat' });
		const edges = edgesOf((await registry.lineage('chat@v1')).graph);
		assert.ok(edges.some(edge => edge.endsWith('TinyOrg/tiny-llama')) && edges.some(edge => /converted-from TinyOrg\/tiny-llama-chat$/.test(edge)) && edges.some(edge => /trained-on chats$/.test(edge)), edges.join('\n'));
	}));

	for (const version of ['2.58.2', '3.67.1']) {
		it(`ties the model of a pipeline that DVC ${version} ran to its data by digest, to its stage and to the command`, () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			cpSync(join(fixtures, 'runs/dvc', version), workspace.folder, { recursive: true });
			await registry.register('models/churn.bin', { model: 'churn' });
			const { graph } = await registry.lineage('churn@v1', { direction: 'up' });
			assert.ok(edgesOf(graph).some(edge => edge === 'churn v1 <- trained-on data/train.csv' || /trained-on train\.csv/.test(edge)), edgesOf(graph).join('\n'));
			assert.ok(edgesOf(graph).some(edge => edge.includes('produced-by')), edgesOf(graph).join('\n'));
			assert.ok([...graph.nodes.keys()].some(key => /^dataset:md5:[0-9a-f]{32}$/.test(key)));
			assert.match((await registry.commandsOf(await registry.versionDetails('churn@v1')))[0]?.command ?? '', /^python3? train\.py/);
		}));
	}
});

/** A safetensors file with float tensors of these shapes (safetensors README, 'Format'). */
function tensorFile(shapes: Readonly<Record<string, readonly number[]>>, seed: number): Buffer {
	let at = 0;
	const header = Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(shapes).map(([name, shape]) => { const bytes = 4 * shape.reduce((a, b) => a * b, 1); at += bytes; return [name, { dtype: 'F32', shape, data_offsets: [at - bytes, at] }]; }))));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	return Buffer.concat([length, header, Buffer.alloc(at, seed)]);
}

describe('lineage that is found by itself', () => {
	it('ties an adapter to the registered base that it names by its path, and to the Hub where it is not here', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('models/tiny/config.json', JSON.stringify({ model_type: 'bert' }));
		workspace.write('models/tiny/model.safetensors', safetensors({ format: 'pt' }));
		await registry.register('models/tiny', { model: 'tiny' });
		adapter(workspace, 'out/lora', 'models/tiny');
		adapter(workspace, 'out/other', 'org/big');
		await registry.register('out/lora', { model: 'lora' });
		await registry.register('out/other', { model: 'other' });
		assert.deepEqual(edgesOf((await registry.lineage('lora@v1')).graph), ['lora v1 <- adapter-of tiny v1']);
		assert.deepEqual(edgesOf((await registry.lineage('hf:org/big')).graph), ['other v1 <- adapter-of org/big']);
		assert.deepEqual((await registry.dependents('tiny@v1')).dependents.map(({ node }) => node.title), ['lora v1']);
		await registry.unlink('lora@v1', { from: 'tiny@v1' });
		assert.deepEqual(edgesOf((await registry.lineage('lora@v1')).graph), [], 'what was found can be said to be wrong');
		await registry.link('lora@v1', { from: 'tiny@v1', relation: 'adapter-of' });
		assert.deepEqual(edgesOf((await registry.lineage('lora@v1')).graph), ['lora v1 <- adapter-of tiny v1']);
	}));

	it('takes the base as it was when the adapter was made, not as it is now', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const base = (word: string) => { workspace.write('models/tiny/model.safetensors', safetensors({ word })); };
		workspace.write('models/tiny/config.json', JSON.stringify({ model_type: 'bert' }));
		base('one');
		await registry.register('models/tiny', { model: 'tiny' });
		adapter(workspace, 'out/lora', 'models/tiny');
		await registry.register('out/lora', { model: 'lora' });
		base('two');
		await registry.register('models/tiny', { model: 'tiny' });
		assert.deepEqual(edgesOf((await registry.lineage('lora@v1')).graph), ['lora v1 <- adapter-of tiny v1']);
	}));

	it('knows a base by the hash that kohya leaves, wherever the file is', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const path = workspace.write('checkpoints/sd.safetensors', safetensors({ format: 'pt' }));
		const { version } = await registry.register(path, { model: 'sd' });
		workspace.write('loras/style.safetensors', safetensors({ ss_network_module: 'networks.lora', ss_sd_model_name: 'renamed.safetensors', ss_new_sd_model_hash: version.artifact.digest }));
		await registry.register('loras/style.safetensors', { model: 'style' });
		assert.deepEqual(edgesOf((await registry.lineage('style@v1')).graph), ['style v1 <- adapter-of sd v1']);
	}));

	it('pins the data of a DVC pipeline by its digest: the same path with other content is another dataset', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const lock = (md5: string) => workspace.write('dvc.lock', `schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n    deps:\n    - path: data/train.csv\n      hash: md5\n      md5: ${md5}\n      size: 3\n    outs:\n    - path: model.bin\n      hash: md5\n      md5: ${'0'.repeat(32)}\n      size: 3\n`);
		for (const [i, md5] of ['a'.repeat(32), 'b'.repeat(32), 'a'.repeat(32)].entries()) {
			lock(md5);
			workspace.write('model.bin', `weights ${i}`);
			await registry.register('model.bin', { model: 'piped' });
		}
		const { nodes } = await registry.wholeLineage();
		assert.equal([...nodes.values()].filter(node => node.kind === 'dataset').length, 2);
		const impact = await registry.dependents(`dataset:md5:${'a'.repeat(32)}`);
		assert.deepEqual(impact.dependents.map(({ node }) => node.title).sort(), ['piped v1', 'piped v3']);
		const [removed] = await registry.unlink('piped@v1', { from: `dataset:md5:${'a'.repeat(32)}` });
		assert.ok(removed);
		assert.deepEqual((await registry.dependents(`dataset:md5:${'a'.repeat(32)}`)).dependents.map(({ node }) => node.title), ['piped v3']);
		await registry.link('piped@v1', removed);
		assert.equal((await registry.dependents(`dataset:md5:${'a'.repeat(32)}`)).directly, 2);
	}));

	it('ties a version to its run and its commit', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		workspace.write('train.py', 'print()');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'first');
		const registry = await workspace.initialised({ git: true });
		await workspace.version(registry, 'churn');
		const commit = workspace.git('rev-parse', 'HEAD').trim();
		const { graph } = await registry.lineage('churn', { direction: 'up' });
		assert.deepEqual(edgesOf(graph), [`churn v1 <- produced-by ${commit.slice(0, 7)}`]);
		assert.deepEqual((await registry.dependents(commit.slice(0, 9))).dependents.map(({ node }) => node.title), ['churn v1']);
	}));

	it('is the same after the database was made anew', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		adapter(workspace, 'out/other', 'org/big');
		await registry.register('out/other', { model: 'other' });
		await registry.link('other@v1', { from: 'hf:datasets/org/data', relation: 'trained-on' });
		const before = edgesOf(await registry.wholeLineage());
		await registry.close();
		workspace.write('.model-registry/registry.sqlite', 'damaged');
		assert.deepEqual(edgesOf(await workspace.open().wholeLineage()), before);
		assert.ok(readFileSync(join(workspace.folder, '.model-registry/registry.sqlite')).length > 0);
	}));
});
