import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkspace, type Workspace } from '../support/workspace';
import type { Graph } from '../../../src/core/lineage/graph';
import type { Registry } from '../../../src/core/registry';

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

const fixtures = 'test/fixtures', converted = join(fixtures, 'formats/converted');

async function inputsOf(registry: Registry, ref: string) {
	return (await registry.versionDetails(ref)).facts.inputs.map(({ relation, name, source, certainty }) => [relation, name, source.field, certainty]);
}

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

	it('ties the GGUF that llama.cpp converted to the registered folder whose numbers are in it, and not to its fine-tuned sister', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const name of ['chat', 'tuned']) { cpSync(join(converted, name), join(workspace.folder, name), { recursive: true }); }
		const add = async (name: string, as = name.replace(/\W/g, '-')) => { cpSync(join(converted, name), join(workspace.folder, name)); await registry.register(name, { model: as }); return inputsOf(registry, `${as}@v1`); };
		assert.deepEqual(await add('chat-f16.gguf', 'early'), [], 'nothing that it could come from is there');
		await registry.register('chat', { model: 'chat' });
		await registry.register('tuned', { model: 'tuned' });
		assert.deepEqual(await add('chat-f16.gguf'), [['converted-from', 'chat v1', 'weights', 'certain']]);
		assert.deepEqual((await add('chat-q8_0.gguf')).map(([relation, name, field]) => [relation, name, field]), [['converted-from', 'chat v1', 'weights']]);
		assert.deepEqual(edgesOf((await registry.lineage('chat-q8_0-gguf@v1', { direction: 'up', depth: 1 })).graph).filter(edge => edge.includes('converted')), ['chat-q8_0-gguf v1 <- converted-from chat v1']);
		assert.ok((await registry.dependents('chat@v1')).dependents.some(({ node }) => node.title === 'chat-f16-gguf v1'));
	}));

	it('ties a GGUF to the GGUF of more bits that it was quantised from, where no other file is registered', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const name of ['chat-f16.gguf', 'chat-q8_0.gguf']) { cpSync(join(converted, name), join(workspace.folder, name)); }
		await registry.register('chat-f16.gguf', { model: 'full' });
		await registry.register('chat-q8_0.gguf', { model: 'small' });
		assert.deepEqual(await inputsOf(registry, 'small@v1'), [['quantised-from', 'full v1', 'weights', 'certain']]);
		assert.deepEqual(await inputsOf(registry, 'full@v1'), []);
	}));

	for (const [source, exporter] of [['encoder.safetensors', 'encoder.onnx'], ['encoder.pt', 'encoder-dynamo.onnx']] as const) {
		it(`ties ${exporter}, whose matrices torch turned and renamed, to ${source} by its numbers`, () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			for (const [from, to] of [['encoder-2.safetensors', 'deploy/model.safetensors'], [source, `runs/a/${source}`], [exporter, 'deploy/model.onnx']] as const) { cpSync(join(converted, from), join(workspace.folder, to)); }
			await registry.register(`runs/a/${source}`, { model: 'encoder' });
			await registry.register('deploy/model.safetensors', { model: 'encoder' });
			await registry.register('deploy/model.onnx', { model: 'exported' });
			assert.deepEqual(await inputsOf(registry, 'exported@v1'), [['converted-from', 'encoder v1', 'weights', 'certain']]);
		}));
	}

	it('goes by names and shapes where the bytes of the source are gone, surely where it stands beside the export', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const weights = (seed: number) => tensorFile({ '0.weight': [8, 4], '0.bias': [8], '2.weight': [3, 8], '2.bias': [3] }, seed);
		const bytesOf = async (place: string, seed: number) => { await registry.register(workspace.write(place, weights(seed)), { model: 'net', storage: 'reference' }); rmSync(join(workspace.folder, place)); };
		await bytesOf('runs/a/net.safetensors', 1);
		await bytesOf('runs/b/net.safetensors', 2);
		await registry.register(workspace.write('other.safetensors', tensorFile({ 'x.weight': [8, 4], 'x.bias': [8], 'y.weight': [3, 8], 'y.bias': [3] }, 3)), { model: 'other' });
		const onnx = readFileSync(join(fixtures, 'formats/onnx/torch.onnx'));
		await registry.register(workspace.write('runs/a/net.onnx', onnx), { model: 'exported' });
		await registry.register(workspace.write('deploy/model.onnx', onnx), { model: 'moved' });
		assert.deepEqual(await inputsOf(registry, 'exported@v1'), [['converted-from', 'net v1', 'tensors', 'likely']]);
		assert.deepEqual(await inputsOf(registry, 'moved@v1'), [['converted-from', 'net v2', 'tensors', 'guess']]);
		assert.deepEqual(edgesOf((await registry.lineage('exported@v1')).graph), ['exported v1 <- converted-from net v1']);
	}));

	it('claims nothing of weights that are others, and of what has no tensors only what stands beside it', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await registry.register(workspace.write('runs/a/net.safetensors', tensorFile({ '0.weight': [8, 4], '0.bias': [8], '2.weight': [3, 8], '2.bias': [3] }, 1)), { model: 'net' });
		await registry.register(workspace.write('runs/a/net.onnx', readFileSync(join(fixtures, 'formats/onnx/torch.onnx'))), { model: 'exported' });
		assert.deepEqual(await inputsOf(registry, 'exported@v1'), [], 'the names and shapes are the same, the numbers are not');
		const sklearn = readFileSync(join(fixtures, 'formats/onnx/sklearn.onnx'));
		await registry.register(workspace.write('sk.onnx', sklearn), { model: 'alone' });
		assert.deepEqual(await inputsOf(registry, 'alone@v1'), []);
		cpSync(join(fixtures, 'formats/pickle/forest.joblib'), join(workspace.folder, 'out/churn.joblib'));
		await registry.register('out/churn.joblib', { model: 'churn' });
		await registry.register(workspace.write('out/churn.onnx', sklearn), { model: 'beside' });
		assert.deepEqual(await inputsOf(registry, 'beside@v1'), [['converted-from', 'churn v1', 'name', 'guess']]);
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
