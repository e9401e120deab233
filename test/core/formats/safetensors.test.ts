import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { RegistryError } from '../../../src/core/errors';
import { FIXTURES, codes, expected, folderOf, outline, paramsOf, readBytes, readFixture } from './fixture';

const answers = expected('safetensors');
const bytes = (name: string): Buffer => readFileSync(join(FIXTURES, 'safetensors', name));
const withHeader = (header: unknown, data = 0): Buffer => {
	const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(json.length));
	return Buffer.concat([length, json, Buffer.alloc(data)]);
};

describe('safetensors', () => {
	for (const name of ['many', 'merged', 'kohya']) {
		it(`answers as the library does: ${name}`, async () => {
			const { format, facts } = await readFixture(`safetensors/${name}.safetensors`);
			assert.equal(format, 'safetensors');
			assert.deepEqual(outline(facts), answers[`${name}.safetensors`].tensors);
			assert.equal(facts.parameters, answers[`${name}.safetensors`].parameters);
			assert.deepEqual(facts.warnings, []);
		});
	}

	it('counts packed weights, and not their scales', async () => {
		const { facts } = await readFixture('safetensors/gptq.safetensors');
		assert.equal(facts.parameters, 64 * 16 + 64);
	});

	it('reads what kohya wrote: hyperparameters, base model by digest, data', async () => {
		const { facts } = await readFixture('safetensors/kohya.safetensors');
		const params = paramsOf(facts);
		assert.equal(facts.kind, 'adapter');
		assert.equal(facts.framework, 'pytorch');
		assert.equal(facts.suggestedName, 'my-cat');
		assert.deepEqual([params['learning_rate'], params['unet_lr'], params['text_encoder_lr'], params['network_dim'], params['seed'], params['mixed_precision'], params['gradient_checkpointing'], params['network_args.conv_dim']],
			[0.0001, 0.0001, 0.00005, 4, 42, 'fp16', true, '4']);
		assert.equal(facts.params?.find(param => param.name === 'text_encoder_lr')?.text, '5e-05');
		assert.ok(!('clip_skip' in params), 'None is nothing');
		assert.deepEqual(facts.inputs?.map(({ relation, name, digest }) => [relation, name, digest]), [
			['adapter-of', 'v1-5-pruned-emaonly.safetensors', '6ce0161689b3853acaa03779ec93eafe75a02f4ced659bee03f50797806fa2fa'],
			['trained-on', '10_cat', undefined],
		]);
	});

	it('names the parents of a merge, keeps no secret and no home folder', async () => {
		const { facts } = await readFixture('safetensors/merged.safetensors');
		assert.deepEqual(facts.inputs?.map(input => [input.relation, input.name]), [['merged-from', 'alpha'], ['merged-from', 'beta']]);
		assert.equal(facts.metadata?.['notes'], 'made by ~/merge.py');
		assert.ok(!JSON.stringify(facts).includes('hf_'));
		assert.ok(!('hub_token' in (facts.metadata ?? {})));
	});

	it('reads shards through their index as one model', async () => {
		const { facts } = await readFixture('safetensors/sharded/model.safetensors.index.json');
		assert.deepEqual(outline(facts), answers['sharded'].tensors);
		assert.equal(facts.parameters, answers['sharded'].parameters);
		assert.deepEqual(facts.warnings, []);
	});

	it('says of one shard that it is one', async () => {
		const { facts } = await readFixture('safetensors/sharded/model-00001-of-00002.safetensors');
		assert.deepEqual(codes(facts), ['one-shard']);
	});

	it('names a missing shard', async () => {
		const folder = folderOf();
		cpSync(join(FIXTURES, 'safetensors/sharded'), folder, { recursive: true });
		rmSync(join(folder, 'model-00002-of-00002.safetensors'));
		const { facts } = await readFormat(join(folder, 'model.safetensors.index.json'), folder);
		assert.match(facts.warnings?.[0]?.message ?? '', /1 of 2 files of the model is missing: model-00002-of-00002\.safetensors/);
	});

	it('refuses an index that names files elsewhere', async () => {
		for (const name of ['../secret.safetensors', '/etc/passwd', 'a/b.safetensors', '..', 'C:\\x', 7]) {
			const folder = folderOf({ 'model.safetensors.index.json': JSON.stringify({ metadata: {}, weight_map: { w: name } }) });
			await assert.rejects(readFormat(join(folder, 'model.safetensors.index.json'), folder), (error: unknown) => RegistryError.is(error, 'damaged-file'));
		}
	});

	it('says how many bytes of a cut file are there', async () => {
		const whole = bytes('many.safetensors');
		const { facts } = await readBytes('cut.safetensors', whole.subarray(0, whole.length - 20));
		assert.deepEqual(codes(facts), ['truncated']);
		assert.match(facts.warnings?.[0]?.message ?? '', new RegExp(`Only ${whole.length - 20} of ${whole.length} bytes are there`));
		assert.deepEqual(outline(facts), answers['many.safetensors'].tensors);
	});

	it('a file cut inside its header is one sentence', async () => {
		await assert.rejects(readBytes('cut.safetensors', bytes('many.safetensors').subarray(0, 60)), /cut\.safetensors is damaged: it ends after 60 bytes, inside its header/);
	});

	it('warns of holes, overlaps and bytes that belong to nobody', async () => {
		const one = { dtype: 'F32', shape: [1] };
		const holed = await readBytes('a.safetensors', withHeader({ a: { ...one, data_offsets: [0, 4] }, b: { ...one, data_offsets: [8, 12] } }, 12));
		const overlapping = await readBytes('a.safetensors', withHeader({ a: { ...one, data_offsets: [0, 4] }, b: { ...one, data_offsets: [2, 6] } }, 6));
		const trailing = await readBytes('a.safetensors', withHeader({ a: { ...one, data_offsets: [0, 4] } }, 9));
		assert.deepEqual([codes(holed.facts), codes(overlapping.facts), codes(trailing.facts)], [['inconsistent-header'], ['inconsistent-header'], ['trailing-bytes']]);
	});

	it('refuses what no file can hold', async () => {
		const hostile: readonly unknown[] = [
			{ a: { dtype: 'F32', shape: [2 ** 60], data_offsets: [0, 4] } }, { a: { dtype: 'F32', shape: [-1], data_offsets: [0, 4] } }, { a: { dtype: 'F32', shape: [1.5], data_offsets: [0, 4] } },
			{ a: { dtype: 'F32', shape: [1], data_offsets: [4, 0] } }, { a: { dtype: 7, shape: [1], data_offsets: [0, 4] } }, { a: null }, { a: { dtype: 'F32', shape: 'x', data_offsets: [0, 4] } }, '{"a":', '[1,2,3,4]',
		];
		for (const header of hostile) {
			await assert.rejects(readBytes('a.safetensors', withHeader(header, 4)).then(({ format }) => { assert.equal(format, 'unknown'); throw new RegistryError('not-a-model', { path: '' }); }), RegistryError, JSON.stringify(header));
		}
	});

	it('survives names that mean something to JavaScript', async () => {
		const { facts } = await readBytes('a.safetensors', withHeader('{"__metadata__":{"__proto__":"x","constructor":"y"},"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4));
		assert.deepEqual(outline(facts), [{ name: '__proto__', dtype: 'F32', shape: [1] }]);
		assert.equal(Object.getPrototypeOf({}).x, undefined);
	});

	it('is told by content, whatever the name', async () => {
		const folder = folderOf({ 'weights.bin': bytes('many.safetensors') });
		assert.equal((await readFormat(join(folder, 'weights.bin'), folder)).format, 'safetensors');
		writeFileSync(join(folder, 'fake.safetensors'), 'hello, this is text');
		assert.equal((await readFormat(join(folder, 'fake.safetensors'), folder)).format, 'unknown');
	});
});
