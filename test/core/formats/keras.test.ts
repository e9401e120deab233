import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCandidate } from '../../../src/core/formats/candidate';
import { openHdf5 } from '../../../src/core/formats/hdf5/open';
import { FIXTURES, codes, expected, paramsOf, readBytes, readFixture } from './fixture';

const DTYPES: Readonly<Record<string, string>> = { float32: 'F32', float16: 'F16' };
const sorted = (shapes: readonly (readonly unknown[])[]): string[] => shapes.map(shape => JSON.stringify(shape)).sort();

for (const folder of ['keras', 'keras/old']) {
	const answers = expected(folder);
	describe(`Keras ${answers.tools.keras}, HDF5 of h5py ${answers.tools.h5py}`, () => {
		for (const name of Object.keys(answers).filter(key => answers[key].layers)) {
			it(`answers as Keras does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${folder}/${name}`);
				const answer = answers[name];
				assert.equal(format, name.endsWith('.h5') ? 'keras-h5' : 'keras');
				assert.deepEqual([facts.framework, facts.kind], ['keras', name.includes('weights') ? 'weights' : 'model']);
				assert.equal(facts.parameters, answer.parameters);
				assert.deepEqual(sorted(facts.tensors?.map(tensor => tensor.shape) ?? []), sorted(answer.shapes));
				assert.deepEqual([...new Set(facts.tensors?.map(tensor => tensor.dtype))].sort(), answer.dtypes.map((dtype: string) => DTYPES[dtype] ?? dtype).sort());
				assert.deepEqual(codes(facts), name === 'lambda.keras' ? ['lambda-layer'] : []);
				if (facts.kind === 'model' && name !== 'lambda.keras') {
					assert.equal(facts.environment?.['keras']?.slice(0, 3), answers.tools.keras.slice(0, 3));
					assert.deepEqual(facts.signature?.inputs.map(input => [input.name, input.shape]).sort(), answer.inputs.map((input: { name: string; shape: unknown }) => [input.name, input.shape]).sort());
				}
			});
		}

		it('knows how the model was compiled', async () => {
			for (const name of folder === 'keras' ? ['sequential.h5', 'sequential.keras', 'folder'] : ['sequential.h5']) {
				const { facts } = await readFixture(`${folder}/${name}`);
				const params = paramsOf(facts);
				assert.equal(params['optimizer'], 'Adam');
				assert.ok(Math.abs(Number(params['optimizer.learning_rate']) - 0.005) < 1e-6);
				assert.ok(Math.abs(Number(params['optimizer.beta_1']) - 0.8) < 1e-6);
				assert.equal(params['loss'], 'mse');
				assert.equal(facts.suggestedName, 'churn-net');
			}
		});
	});
}

describe('Keras', () => {
	it('names weights by layer', async () => {
		const { facts } = await readFixture('keras/sequential.keras');
		assert.deepEqual(facts.tensors?.map(tensor => tensor.name).filter(name => name.startsWith('hidden')), ['hidden/0', 'hidden/1']);
	});

	it('warns of a layer that keeps code, and tells a schedule from a rate', async () => {
		const { facts } = await readFixture('keras/lambda.keras');
		assert.match(facts.warnings?.[0]?.message ?? '', /Lambda layer/);
		const params = paramsOf(facts);
		assert.deepEqual([params['optimizer'], params['optimizer.learning_rate.class'], params['optimizer.learning_rate.decay_rate'], params['loss']], ['SGD', 'ExponentialDecay', 0.9, 'binary_crossentropy']);
	});

	it('a cut file is told', async () => {
		const whole = readFileSync(join(FIXTURES, 'keras/sequential.h5'));
		const { facts } = await readBytes('cut.h5', whole.subarray(0, whole.length - 100));
		assert.deepEqual(codes(facts), ['truncated']);
		await assert.rejects(readBytes('cut.h5', whole.subarray(0, 200)), /cut\.h5 is damaged/);
	});
});

describe('HDF5', () => {
	it('reads the newest layout: heaps and trees of links and attributes', async () => {
		const { facts } = await readFixture('keras/latest.h5');
		assert.equal(facts.tensors?.length, 400);
		assert.deepEqual(facts.tensors?.find(tensor => tensor.name === 'kernel333'), { name: 'kernel333', dtype: 'F16', shape: [2, 4], bytes: 16, storage: facts.tensors.find(tensor => tensor.name === 'kernel333')?.storage });
		const candidate = await openCandidate(join(FIXTURES, 'keras/latest.h5'), FIXTURES);
		const attributes = await candidate.open(undefined, async file => (await openHdf5(file)).root.attributes);
		assert.equal(attributes.get('keras_version'), '3.0.0');
		assert.equal(attributes.get('attribute 17'), 17);
		assert.equal(attributes.get('long'), 'x'.repeat(70_000));
	});

	it('reads every kind of number, text and link, behind a user block', async () => {
		const { format, facts } = await readFixture('keras/plain.h5');
		assert.equal(format, 'hdf5');
		const kinds = facts.tensors?.filter(tensor => tensor.name.startsWith('kind/')).sort((a, b) => Number(a.name.slice(5)) - Number(b.name.slice(5)));
		assert.deepEqual(kinds?.map(tensor => tensor.dtype), expected('keras')['plain.h5'].kinds);
		assert.ok(kinds?.every(tensor => tensor.shape.join() === '2,3'));
		assert.deepEqual(facts.metadata, { text: 'variable', fixed: 'fixed text', numbers: '[0,1,2]', names: '["a","b"]' });
		assert.deepEqual(facts.tensors?.filter(tensor => !tensor.name.startsWith('kind/')).map(tensor => tensor.name).sort(), ['again', 'packed', 'scalar']);
	});
});
