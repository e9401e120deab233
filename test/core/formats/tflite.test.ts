import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, codes, expected, readBytes, readFixture } from './fixture';

const answers = expected('tflite');
const types: Readonly<Record<string, string>> = { 'float.tflite': 'F32', 'described.tflite': 'F32', 'half.tflite': 'F16', 'dynamic.tflite': 'I8', 'whole.tflite': 'I8' };

describe(`TensorFlow Lite, against TensorFlow ${answers.tools.tensorflow}`, () => {
	for (const name of [...Object.keys(types), 'two.tflite']) {
		it(`answers as its interpreter does: ${name}`, async () => {
			const { format, facts } = await readFixture(`tflite/${name}`);
			const { inputs, outputs, signatures, tensors } = answers[name];
			assert.deepEqual([format, facts.framework, codes(facts)], ['tflite', 'tensorflow', []]);
			const [first] = Object.keys(signatures).sort((a, b) => Number(b === 'serving_default') - Number(a === 'serving_default'));
			for (const [side, theirs] of [['inputs', inputs], ['outputs', outputs]] as const) {
				assert.deepEqual(facts.signature?.[side].map(field => field.name), signatures[first ?? ''][side]);
				assert.deepEqual(facts.signature?.[side].map(({ dtype, shape }) => ({ dtype, shape })), theirs.map(({ dtype, shape }: { dtype: string; shape: number[] }) => ({ dtype, shape })));
			}
			assert.deepEqual(facts.metadata?.['signatures']?.split(', ').sort(), Object.keys(signatures).sort());
			for (const tensor of facts.tensors?.filter(one => !one.name.startsWith('1.')) ?? []) { assert.deepEqual({ dtype: tensor.dtype, shape: tensor.shape }, tensors[tensor.name], tensor.name); }
		});
	}

	it('counts weights of every type, and no shapes', async () => {
		for (const [name, type] of Object.entries(types)) {
			const { facts } = await readFixture(`tflite/${name}`);
			assert.equal(facts.parameters, answers.parameters, name);
			assert.equal(facts.tensors?.find(tensor => tensor.shape.join() === '30,40')?.dtype, type);
		}
		const { facts } = await readFixture('tflite/two.tflite');
		assert.deepEqual([facts.parameters, facts.metadata?.['graphs']], [6, '2']);
	});

	it('reads what a model says of itself', async () => {
		const { facts } = await readFixture('tflite/described.tflite');
		const { name, about, model_version: version, author, license } = facts.metadata ?? {};
		assert.deepEqual([name, about, version, author, license, facts.suggestedName], ['Churn', 'Who leaves', 'v1.3', 'Alice', 'MIT', 'Churn']);
	});

	it('a file that was cut is damaged, wherever its places lead', async () => {
		const whole = readFileSync(join(FIXTURES, 'tflite/described.tflite'));
		for (const length of [20, 100, 1000, whole.length - 600]) {
			await readBytes('a.tflite', whole.subarray(0, length)).then(({ facts }) => assert.deepEqual(codes(facts), ['truncated']), (error: Error) => assert.match(error.message, /is damaged/));
		}
		for (let at = 8; at < whole.length; at += 97) {
			const bad = Buffer.from(whole);
			bad.writeUInt32LE(0xfffffff0, Math.min(at, whole.length - 4));
			await readBytes('a.tflite', bad).then(({ facts }) => assert.ok(facts.kind), (error: Error) => assert.match(error.message, /is damaged/));
		}
	});
});
