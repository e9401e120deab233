import assert from 'node:assert/strict';
import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { FIXTURES, codes, expected, folderOf, outline, paramsOf, readFixture } from './fixture';

for (const place of ['diffusers', 'diffusers/old']) {
	const answers = expected(place);
	describe(`diffusers ${answers.tools.diffusers}`, () => {
		it('answers as it does: a pipeline of networks and a scheduler', async () => {
			const { format, facts } = await readFixture(`${place}/pipeline`);
			const answer = answers.pipeline;
			assert.equal(format, 'diffusers');
			// transformers 4 had one more level of names around this model, in its files.
			const names = outline(facts).map(tensor => tensor.name.replace('text_encoder.text_model.', 'text_encoder.'));
			assert.deepEqual(names.sort(), answer.tensors.map((name: string) => name.replace('text_encoder.text_model.', 'text_encoder.')).sort());
			assert.equal(facts.parameters, Object.values<number>(answer.parameters).reduce((a, b) => a + b));
			assert.equal(facts.metadata?.['architecture'], answer.class);
			for (const [name, type] of Object.entries(answer.components)) { assert.match(facts.metadata?.['components'] ?? '', new RegExp(`\\b${name}: ${String(type)}`)); }
			for (const [name, value] of Object.entries(answer.scheduler)) { assert.deepEqual(paramsOf(facts)[`scheduler.${name}`], value, name); }
			assert.deepEqual([facts.environment?.['diffusers'], facts.environment?.['transformers']], [answers.tools.diffusers, answers.tools.transformers]);
			assert.deepEqual([facts.kind, facts.framework, facts.library, codes(facts)], ['model', 'pytorch', 'diffusers', []]);
		});

		it('answers as it does: one network alone', async () => {
			const { format, facts } = await readFixture(`${place}/controlnet`);
			const { parameters, class: type, conditioning_channels: channels } = answers.controlnet;
			assert.deepEqual([format, facts.parameters, facts.metadata?.['architecture'], paramsOf(facts)['conditioning_channels']], ['diffusers', parameters, type, channels]);
			assert.deepEqual(codes(facts), []);
		});

		it('answers as it does: a LoRA, with the base model of its card', async () => {
			const { format, facts } = await readFixture(`${place}/lora`);
			assert.deepEqual([format, facts.kind, facts.library], ['diffusers', 'adapter', 'diffusers']);
			assert.deepEqual(Object.fromEntries((facts.tensors ?? []).map(tensor => [tensor.name, tensor.shape])), answers.lora);
			assert.deepEqual(facts.inputs?.map(input => [input.relation, input.uri]), [['adapter-of', 'hf://stable-diffusion-v1-5/stable-diffusion-v1-5']]);
		});
	});
}

describe('a folder of diffusers', () => {
	it('without one of its parts says so', async () => {
		const folder = folderOf();
		cpSync(join(FIXTURES, 'diffusers/pipeline'), join(folder, 'p'), { recursive: true });
		rmSync(join(folder, 'p/vae'), { recursive: true });
		const { facts } = await readFormat(join(folder, 'p'), folder);
		assert.deepEqual(codes(facts), ['missing-part']);
		assert.match(facts.warnings?.[0]?.message ?? '', /AutoencoderKL in 'vae'/);
	});

	it('a single file of a network is told what it is by the configuration beside it', async () => {
		const { format, facts } = await readFixture('diffusers/controlnet/diffusion_pytorch_model.safetensors');
		assert.deepEqual([format, facts.library, facts.metadata?.['architecture'], paramsOf(facts)['conditioning_channels']], ['safetensors', 'diffusers', 'ControlNetModel', 3]);
	});

	it('reads no part outside of it', async () => {
		const folder = folderOf({ 'ws/p/model_index.json': JSON.stringify({ _class_name: 'X', '../../out': ['diffusers', 'Y'], '/etc': ['a', 'b'] }), 'out/config.json': '{"secret": 1}' });
		const { format, facts } = await readFormat(join(folder, 'ws/p'), join(folder, 'ws'));
		assert.deepEqual([format, facts.params, facts.warnings], ['diffusers', [], []]);
	});

	it('that contains itself many times over is read once', async () => {
		const names = Array.from({ length: 60 }, (_one, at) => `part${at}`);
		const folder = folderOf({ 'p/model_index.json': JSON.stringify({ _class_name: 'X', ...Object.fromEntries(names.map(name => [name, ['diffusers', 'Y']])) }), 'p/config.json': '{"_class_name": "Y"}' });
		for (const name of [...names, 'model.safetensors']) { symlinkSync('.', join(folder, 'p', name)); }
		const started = Date.now();
		assert.equal((await readFormat(join(folder, 'p'), folder)).format, 'diffusers');
		assert.ok(Date.now() - started < 2000);
	});
});
