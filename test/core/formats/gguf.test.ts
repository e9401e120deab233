import assert from 'node:assert/strict';
import { open, truncate } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { FIXTURES, codes, expected, folderOf, outline, paramsOf, readBytes, readFixture } from './fixture';

const answers = expected('gguf');
const u32 = (...values: number[]): Buffer => { const bytes = Buffer.alloc(4 * values.length); values.forEach((value, at) => bytes.writeUInt32LE(value, 4 * at)); return bytes; };
const u64 = (...values: bigint[]): Buffer => { const bytes = Buffer.alloc(8 * values.length); values.forEach((value, at) => bytes.writeBigUInt64LE(value, 8 * at)); return bytes; };
const text = (value: string): Buffer => Buffer.concat([u64(BigInt(value.length)), Buffer.from(value)]);
const header = (tensors: bigint, keys: bigint, ...rest: Buffer[]): Buffer => Buffer.concat([Buffer.from('GGUF'), u32(3), u64(tensors, keys), ...rest, Buffer.alloc(64)]);

describe(`GGUF, against gguf-py ${answers.tools.gguf}`, () => {
	for (const name of ['model.gguf', 'big.gguf', 'adapter-00001-of-00002.gguf']) {
		it(`answers as its reader does: ${name}`, async () => {
			const { format, facts } = await readFixture(`gguf/${name}`);
			const answer = answers[name];
			assert.equal(format, 'gguf');
			assert.deepEqual(outline(facts), answer.tensors.map(({ name: tensor, dtype, shape }: { name: string; dtype: string; shape: number[] }) => ({ name: tensor, dtype, shape })));
			assert.deepEqual([...facts.tensors ?? []].sort((a, b) => a.name < b.name ? -1 : 1).map(tensor => tensor.bytes), answer.tensors.map((tensor: { bytes: number }) => tensor.bytes));
			assert.equal(facts.parameters, answer.parameters);
			const read: Record<string, unknown> = { ...facts.metadata, ...paramsOf(facts) };
			for (const [key, value] of Object.entries(answer.values)) {
				const mine = read[key];
				if (key === 'general.file_type') { assert.equal(mine, 'Q4_K_M'); } else if (typeof value === 'number' && typeof mine === 'number') { assert.ok(Math.abs(mine - value) < 1e-6, key); } else if (typeof value === 'number') { assert.equal(mine, key === 'custom.huge' ? String(2n ** 60n) : String(value), key); } else { assert.deepEqual(mine, Array.isArray(value) ? JSON.stringify(value) : value, key); }
			}
			assert.deepEqual(codes(facts), name.includes('-of-') ? ['one-shard'] : []);
		});
	}

	it('reads version 1, which counts in 32 bits', async () => {
		const { facts } = await readFixture('gguf/version1.gguf');
		assert.equal(facts.suggestedName, 'old');
		assert.deepEqual(outline(facts), [{ name: 'w', dtype: 'F32', shape: [3, 5] }]);
		assert.deepEqual(codes(facts), []);
	});

	it('knows what it was made of', async () => {
		const { facts } = await readFixture('gguf/model.gguf');
		assert.deepEqual(facts.inputs?.map(input => [input.relation, input.name, input.uri]), [
			['fine-tuned-from', 'Tiny Llama', 'hf://TinyOrg/tiny-llama'], ['converted-from', 'TinyOrg/tiny-llama-chat', 'hf://TinyOrg/tiny-llama-chat'], ['trained-on', 'TinyOrg/chats', undefined],
		]);
		assert.equal(facts.metadata?.['vocabulary'], '300');
		const adapter = (await readFixture('gguf/adapter-00001-of-00002.gguf')).facts;
		assert.deepEqual([adapter.kind, adapter.inputs?.[0]?.relation], ['adapter', 'adapter-of']);
	});

	it('says how many bytes of a cut file are there', async () => {
		const whole = readFileSync(join(FIXTURES, 'gguf/model.gguf'));
		const { facts } = await readBytes('cut.gguf', whole.subarray(0, whole.length - 5000));
		assert.deepEqual(codes(facts), ['truncated']);
		assert.match(facts.warnings?.[0]?.message ?? '', new RegExp(`Only ${(whole.length - 5000).toLocaleString('en-US')} of `));
	});

	it('refuses what no file can hold', async () => {
		const hostile = [
			header(2n ** 60n, 0n), header(0n, 2n ** 63n), header(0n, 1n, u64(2n ** 40n)), header(0n, 1n, text('k'), u32(8), u64(2n ** 62n)), header(0n, 1n, text('k'), u32(9, 4), u64(2n ** 50n)),
			header(0n, 1n, text('k'), u32(99)), header(1n, 0n, text('w'), u32(2_000_000_000)), header(1n, 0n, text('w'), u32(3), u64(2n ** 30n, 2n ** 30n, 2n ** 30n), u32(0), u64(0n)),
			header(0n, 1n, text('k'), ...Array.from({ length: 6 }, () => Buffer.concat([u32(9), u64(1n).subarray(0, 0)])), u64(1n)),
		];
		for (const [at, bytes] of hostile.entries()) {
			await assert.rejects(readBytes('a.gguf', bytes), /is damaged/, String(at));
		}
		await assert.rejects(readBytes('a.gguf', Buffer.concat([Buffer.from('GGUF'), u32(77), Buffer.alloc(30)])), /version 77/);
	});

	it('an unknown type of tensor keeps its number', async () => {
		const { facts } = await readBytes('a.gguf', header(1n, 0n, text('w'), u32(1), u64(4n), u32(99), u64(0n)));
		assert.deepEqual(facts.tensors, [{ name: 'w', dtype: 'type 99', shape: [4] }]);
	});

	it('reads the header of a large file only', async () => {
		const folder = folderOf();
		const path = join(folder, 'large.gguf');
		const file = await open(path, 'w');
		await file.write(header(1n, 0n, text('w'), u32(1), u64(10n * 2n ** 28n), u32(0), u64(0n)));
		await file.close();
		await truncate(path, 10 * 2 ** 30 + 64);
		const { facts } = await readFormat(path, folder);
		assert.equal(facts.parameters, 10 * 2 ** 28);
		assert.deepEqual(codes(facts), []);
	});
});
