import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { FIXTURES, codes, expected, folderOf, outline, paramsOf, readBytes, readFixture } from './fixture';

type Variables = Record<string, { shape: number[]; dtype: string }>;

for (const [place, keras] of [['tensorflow', 'exported'], ['tensorflow/old', 'keras2']] as const) {
	const answers = expected(place);
	describe(`TensorFlow ${answers.tools.tensorflow}, Keras ${answers.tools.keras}`, () => {
		it(`answers as it does: a SavedModel of Keras, ${keras}`, async () => {
			const { format, facts } = await readFixture(`${place}/${keras}`);
			const { parameters, variables, signature, tags } = answers[keras];
			assert.deepEqual([format, facts.kind, facts.framework, facts.parameters, facts.metadata?.['tags'], codes(facts)], ['savedmodel', 'model', 'tensorflow', parameters, tags.join(), []]);
			assert.deepEqual(Object.fromEntries((facts.tensors ?? []).map(tensor => [tensor.name, tensor.shape])), variables);
			assert.deepEqual(facts.signature, signature);
			assert.equal(facts.environment?.['tensorflow'], answers.tools.tensorflow);
		});

		it('answers as it does: checkpoints of a training, of which the latest counts', async () => {
			const { format, facts } = await readFixture(`${place}/training`);
			const { parameters, variables, latest, checkpoint } = answers.training;
			assert.deepEqual([format, facts.kind, facts.parameters, facts.metadata?.['checkpoint'], facts.metadata?.['step']], ['tf-checkpoint', 'checkpoint', parameters, latest, '20']);
			const shapes = Object.fromEntries((facts.tensors ?? []).map(tensor => [tensor.name, tensor.shape]));
			for (const [name, shape] of Object.entries(variables)) { assert.deepEqual(shapes[name], shape, name); }
			// Beside the model's weights, the step that was saved with them; nothing of the optimizer.
			assert.equal(Object.keys(shapes).length, Object.keys(variables).length + 1);
			assert.ok(Object.keys(checkpoint).length > 20);
		});
	});
}

describe('TensorFlow', () => {
	const answers = expected('tensorflow');

	it('answers as it does: a module with variables of many types and two signatures', async () => {
		const { facts } = await readFixture('tensorflow/module');
		const { checkpoint, signature, signatures } = answers.module as { checkpoint: Variables; signature: unknown; signatures: string[] };
		const theirs = Object.entries(checkpoint).filter(([name]) => !name.startsWith('_')).map(([name, one]) => ({ name: name.replace('/.ATTRIBUTES/VARIABLE_VALUE', ''), dtype: one.dtype, shape: one.shape }));
		assert.deepEqual(outline(facts), theirs);
		assert.deepEqual([facts.signature, facts.metadata?.['signatures']], [signature, signatures.join(', ')]);
		assert.equal(facts.parameters, 4 * 2 + 3);
	});

	for (const name of ['v1', 'sharded']) {
		it(`answers as it does: a checkpoint by names of variables, ${name}`, async () => {
			const { facts } = await readFixture(`tensorflow/${name}`);
			const { checkpoint, parameters } = answers[name] as { checkpoint: Variables; parameters: number };
			assert.equal(facts.parameters, parameters);
			for (const { name: mine, dtype, shape } of outline(facts)) { assert.deepEqual({ dtype, shape }, checkpoint[mine], mine); }
			assert.deepEqual(facts.tensors?.map(tensor => tensor.name), ['big', 'layer/bias', 'layer/kernel']);
			assert.deepEqual(codes(facts), []);
		});
	}

	it('answers as it does: a SavedModel without objects', async () => {
		const { facts } = await readFixture('tensorflow/v1saved');
		assert.deepEqual([facts.signature, facts.parameters], [answers.v1saved.signature, 30]);
	});

	it('reads how Keras 2 compiled the model', async () => {
		const { facts } = await readFixture('tensorflow/old/keras2');
		assert.deepEqual([facts.library, paramsOf(facts)['optimizer'], paramsOf(facts)['loss'], facts.metadata?.['layers']], ['keras', 'Adam', 'mse', 'InputLayer, Dense ×2, BatchNormalization']);
		assert.ok(Math.abs(Number(paramsOf(facts)['optimizer.learning_rate']) - 0.01) < 1e-6);
	});

	it('one list of a checkpoint is not the checkpoint', async () => {
		const { format, facts } = await readFixture('tensorflow/v1/model.ckpt-7.index');
		assert.deepEqual([format, facts.parameters, codes(facts)], ['tf-checkpoint', 30, ['one-shard']]);
	});

	it('says what is missing or cut, and tells weights by their names then', async () => {
		const folder = folderOf();
		cpSync(join(FIXTURES, 'tensorflow/old/keras2'), join(folder, 'm'), { recursive: true });
		const data = join(folder, 'm/variables/variables.data-00000-of-00001');
		truncateSync(data, 500);
		const cut = (await readFormat(join(folder, 'm'), folder)).facts;
		assert.deepEqual([codes(cut), cut.parameters], [['truncated'], 35]);
		rmSync(data);
		const missing = (await readFormat(join(folder, 'm'), folder)).facts;
		assert.deepEqual([codes(missing), missing.parameters], [['missing-shard'], 35]);
		writeFileSync(join(folder, 'm/variables/variables.index'), 'x'.repeat(100));
		assert.deepEqual(codes((await readFormat(join(folder, 'm'), folder)).facts), ['damaged-file']);
		rmSync(join(folder, 'm/variables'), { recursive: true });
		assert.deepEqual((await readFormat(join(folder, 'm'), folder)).facts.tensors, undefined);
		truncateSync(join(folder, 'm/saved_model.pb'), 1000);
		await assert.rejects(readFormat(join(folder, 'm'), folder), /is damaged/);
	});

	it('a state that names what is elsewhere, and a list of nothing that can be', async () => {
		const folder = folderOf();
		cpSync(join(FIXTURES, 'tensorflow/training'), join(folder, 'm'), { recursive: true });
		for (const path of ['../../secret', '/home/alice/run/churn-10', 'nowhere']) {
			writeFileSync(join(folder, 'm/checkpoint'), `model_checkpoint_path: "${path}"\n`);
			assert.equal((await readFormat(join(folder, 'm'), folder)).facts.metadata?.['checkpoint'], path.endsWith('-10') ? 'churn-10' : 'churn-20');
		}
		const index = readFileSync(join(FIXTURES, 'tensorflow/v1/model.ckpt-7.index'));
		for (const [place, value] of [[index.length - 46, 0xff], [0, 0xff], [1, 0x7f], [index.length - 48, 0xff], [index.length - 47, 0xff]] as const) {
			const bad = Buffer.from(index);
			bad.writeUInt8(value, place);
			const read = readBytes('a.index', bad);
			await read.then(({ facts }) => assert.ok(facts.tensors), (error: Error) => assert.match(error.message, /is damaged/));
		}
	});
});
