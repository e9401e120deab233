import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Tensor } from '../../../src/core/model';
import { numbersOf } from '../../../src/core/tensors/numbers';
import { isContiguous, strided } from '../../../src/core/tensors/strided';
import type { TensorValue } from '../../../src/core/tensors/values';
import { valuesSentence } from '../../../src/core/tensors/valuesSentence';
import { withWorkspace } from '../support/workspace';

interface Written { readonly dtype: string; readonly shape: readonly number[]; readonly bytes: Buffer }

/** A safetensors file (safetensors README, 'Format'). */
function safetensors(tensors: Readonly<Record<string, Written>>): Buffer {
	let at = 0;
	const header = Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => [name, { dtype, shape, data_offsets: [at, at += bytes.length] }]))));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	return Buffer.concat([length, header, ...Object.values(tensors).map(({ bytes }) => bytes)]);
}

const floats = (values: readonly number[]): Written => ({ dtype: 'F32', shape: [values.length], bytes: Buffer.from(Float32Array.from(values).buffer) });
const state = (name: string, of: TensorValue['state'], squares?: TensorValue['squares']): TensorValue => ({ tensor: { name, dtype: 'F32', shape: [1] } satisfies Tensor, state: of, ...(squares ? { squares } : {}) });

describe('the values of tensors', () => {
	it('are compared byte by byte: what is unchanged, and by how much the rest changed', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const encoder = floats(Array.from({ length: 400_000 }, (_none, at) => Math.sin(at)));
		const late = floats(Array.from({ length: 400_000 }, (_none, at) => (at === 399_999 ? 5 : 1)));
		const before = { 'encoder.0.weight': encoder, 'encoder.1.weight': encoder, 'body.weight': floats(Array.from({ length: 400_000 }, () => 1)), 'head.weight': floats([3, 4]), 'head.ids': { dtype: 'I64', shape: [1], bytes: Buffer.alloc(8) }, 'old.bias': floats([1]), 'zero.bias': floats([0, 0]) };
		const after = { ...before, 'body.weight': late, 'head.weight': floats([3, 9]), 'head.ids': { dtype: 'I64', shape: [1], bytes: Buffer.alloc(8, 1) }, 'zero.bias': floats([0, 1]), 'old.bias': floats([1, 2]) };
		workspace.write('a.safetensors', safetensors(before));
		workspace.write('b.safetensors', safetensors(after));
		const [a, b] = [await registry.register('a.safetensors', { model: 'bert' }), await registry.register('b.safetensors', { model: 'bert' })];
		const progress: number[] = [];
		const { sections, summary } = await registry.compare([a.version.id, b.version.id], { code: false, values: true, onProgress: ({ bytes }) => { progress.push(bytes); } });
		const tensors = sections.find(section => section.id === 'tensors');
		assert.deepEqual(tensors?.rows.filter(row => row.key.startsWith('tensor:') && row.differs).map(row => `${row.name}: ${row.cells[1]?.change ?? ''}`).sort(), [
			`body.weight: by ${Number((Math.sqrt(16 / 400_000) * 100).toPrecision(2))} %`, 'head.ids: other values', 'head.weight: by 100 %', 'old.bias: reshaped', 'zero.bias: other values',
		]);
		assert.equal(tensors.equal, 3, 'two unchanged tensors, and their number');
		assert.match(tensors.note, /encoder unchanged \(2 tensors\), body retrained \(1 tensor, by 0\.63 %\), head retrained \(2 tensors, by 100 %\)/);
		assert.ok(summary.columns[0]?.spans.some(span => span.text.startsWith('Weights: encoder unchanged (2 tensors)')));
		assert.ok(progress.length > 4 && progress.every((bytes, at) => at === 0 || bytes >= (progress[at - 1] ?? 0)));
		const back = (await registry.compare([b.version.id, a.version.id], { code: false, values: true })).sections.find(section => section.id === 'tensors');
		assert.deepEqual(back?.rows.map(row => [row.key, row.differs]).sort(), tensors.rows.map(row => [row.key, row.differs]).sort(), 'the other way round the same tensors differ');
		const stop = new AbortController();
		stop.abort();
		await assert.rejects(registry.compare([a.version.id, b.version.id], { code: false, values: true, signal: stop.signal }), { reason: 'cancelled' });
	}));

	it('are known of GGUF files and of folders of shards, and said to be unknown of others', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const gguf = readFileSync('test/fixtures/formats/gguf/model.gguf');
		const other = Buffer.from(gguf);
		// The file ends with padding.
		other[other.length - 40] = (other.at(-40) ?? 0) ^ 1;
		const register = async (path: string, content: Buffer | string) => { workspace.write(path, content); return registry.register(path.startsWith('shards') ? path.split('/').slice(0, 2).join('/') : path, { model: 'm' }); };
		const note = async (x: string, y: string) => (await registry.compare([x, y], { code: false, values: true })).sections.find(section => section.id === 'tensors')?.note ?? '';
		const [a, b] = [await register('a.gguf', gguf), await register('b.gguf', other)];
		assert.match(await note(a.version.id, b.version.id), /^10 of 11 tensors unchanged, 1 of 11 tensors retrained/);
		workspace.write('shards/one/model-00001-of-00002.safetensors', safetensors({ 'a.weight': floats([1]) }));
		workspace.write('shards/two/model-00001-of-00002.safetensors', safetensors({ 'a.weight': floats([2]) }));
		const [c, d] = [await register('shards/one/model-00002-of-00002.safetensors', safetensors({ 'b.weight': floats([1]) })), await register('shards/two/model-00002-of-00002.safetensors', safetensors({ 'b.weight': floats([1]) }))];
		const { summary } = await registry.compare([c.version.id, d.version.id], { code: false, values: true });
		assert.ok(summary.columns[0]?.spans.some(span => span.text.includes('a retrained (1 tensor, by 100 %), b unchanged (1 tensor)')), JSON.stringify(summary.columns[0]?.spans));
		const [e, f] = [await register('e.pkl', 'one'), await register('f.pkl', 'two')];
		assert.ok((await registry.compare([e.version.id, f.version.id], { code: false, values: true })).summary.columns.length === 1);
	}));

	it('are known of PyTorch zips: strided and shared storages too, and kept for the next time', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const one = readFileSync('test/fixtures/formats/pytorch/tied.pt');
		const reads: number[] = [];
		const compare = async (x: string, y: string, values: boolean | 'known') => {
			reads.length = 0;
			const { sections } = await registry.compare([x, y], { code: false, values, onProgress: ({ bytes }) => { reads.push(bytes); } });
			return sections.find(section => section.id === 'tensors');
		};
		workspace.write('one.pt', one);
		const other = Buffer.from(one);
		// A number of a weight: zips of PyTorch keep storages unpacked, behind a local header of 30 bytes, the name and what else the header holds.
		const name = other.indexOf('tied/data/1', 0, 'latin1');
		const at = name + other.readUInt16LE(name - 30 + 26) + other.readUInt16LE(name - 30 + 28);
		other[at + 3] = (other[at + 3] ?? 0) ^ 0x40;
		workspace.write('other.pt', other);
		const [a, b] = [await registry.register('one.pt', { model: 'net' }), await registry.register('other.pt', { model: 'net' })];
		assert.equal((await compare(a.version.id, b.version.id, 'known'))?.note, '', 'nothing was read yet');
		const found = await compare(a.version.id, b.version.id, true);
		assert.match(found?.note ?? '', /unchanged/);
		assert.match(found?.note ?? '', /retrained \(1 tensor/);
		assert.equal((await compare(a.version.id, b.version.id, 'known'))?.note, found?.note);
		assert.match((await compare(b.version.id, a.version.id, 'known'))?.note ?? '', /retrained \(1 tensor/, 'the other way round is known, too');
		workspace.write('.model-registry/cache/tensors/broken.json', '{');
		for (const name of readdirSync(join(workspace.folder, '.model-registry/cache/tensors'))) { workspace.write(`.model-registry/cache/tensors/${name}`, '[["x",1]]'); }
		assert.equal((await compare(a.version.id, b.version.id, true))?.note, found?.note, 'a damaged cache is learnt again');
	}));

	it('of a tensor that lies otherwise in its storage are gathered in its own order', async () => {
		await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 3 }), fc.nat(), async (shape, offset, turn) => {
			// A dense storage whose axes were put in another order.
			const axes = shape.map((_none, axis) => axis).sort((x, y) => (x * 7 + turn) % 5 - (y * 7 + turn) % 5);
			const strides = shape.map(() => 0);
			let step = 1;
			for (const axis of axes) { strides[axis] = step; step *= shape[axis] ?? 1; }
			const storage = Buffer.from(Float32Array.from({ length: step + offset }, (_none, at) => at).buffer);
			const reader = { size: storage.length, workspacePath: 'x', read: (at: number, length: number) => Promise.resolve(storage.subarray(at, at + length)) };
			const file = strided(reader, { shape, strides, offset, size: 4 });
			assert.ok(file);
			const wanted: number[] = [];
			const walk = (axis: number, place: number) => { if (axis === shape.length) { wanted.push(place); } else { for (let i = 0; i < (shape[axis] ?? 0); i++) { walk(axis + 1, place + i * (strides[axis] ?? 0)); } } };
			walk(0, offset);
			const got = await file.read(0, file.size);
			assert.deepEqual([...new Float32Array(new Uint8Array(got).buffer)], wanted);
			assert.equal(isContiguous(shape, strides), wanted.every((value, at) => value === offset + at));
		}));
		const small = { size: 8, workspacePath: 'x', read: () => Promise.resolve(Buffer.alloc(8)) };
		for (const [shape, strides, offset] of [[[2, 2], [1, 2], 0], [[2], [-1], 1], [[1 << 30, 2], [1, 1 << 30], 0], [[2], [1, 1], 0]] as const) { assert.equal(strided(small, { shape, strides, offset, size: 4 }), undefined); }
	});

	it('say when the file that a version refers to became another', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('a.safetensors', safetensors({ w: floats([1]) }));
		workspace.write('b.safetensors', safetensors({ w: floats([2]) }));
		const [a, b] = [await registry.register('a.safetensors', { model: 'm', storage: 'reference' }), await registry.register('b.safetensors', { model: 'm', storage: 'reference' })];
		workspace.write('b.safetensors', safetensors({ w: floats([2, 3]) }));
		await assert.rejects(registry.compare([a.version.id, b.version.id], { code: false, values: true }), { reason: 'bytes-modified' });
	}));

	it('are read as the numbers that they are, of every type', () => {
		const close = (dtype: string, bytes: Buffer, wanted: readonly number[]) => { assert.deepEqual([...Array.from(numbersOf(dtype)?.decode(bytes) ?? [])], wanted, dtype); };
		close('F16', Buffer.from(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x8000).buffer), [1, -2, 2 ** -24, 65504, Infinity, -0]);
		close('BF16', Buffer.from(Uint16Array.of(0x3f80, 0xc000, 0x7f80).buffer), [1, -2, Infinity]);
		fc.assert(fc.property(fc.array(fc.double({ noNaN: true })), fc.integer({ min: 0, max: 7 }), (values, shift) => {
			// From memory that begins anywhere.
			const bytes = Buffer.alloc(values.length * 8 + shift).subarray(shift);
			values.forEach((value, at) => bytes.writeDoubleLE(value, at * 8));
			close('F64', bytes, values);
		}));
		assert.equal(numbersOf('Q4_K'), undefined);
	});

	it('are summed up by the parts of the model', () => {
		assert.equal(valuesSentence([state('encoder.0.w', 'same'), state('encoder.1.w', 'same'), state('head.w', 'changed', { difference: 4, base: 16 }), state('head.b', 'changed', { difference: 0, base: 0 })]), 'encoder unchanged (2 tensors), head retrained (2 tensors, by 50 %)');
		assert.equal(valuesSentence(Array.from({ length: 12 }, (_none, at) => state(`m.layer.${at}.w`, at < 10 ? 'same' : 'changed'))), 'm.layer.0 to 9 unchanged (10 tensors), m.layer.10 to 11 retrained (2 tensors)');
		assert.equal(valuesSentence([state('a', 'same'), state('b', 'same')]), 'every tensor unchanged (2 tensors)');
		assert.equal(valuesSentence(Array.from({ length: 40 }, (_none, at) => state(`m.${at}.w`, at % 2 ? 'same' : 'changed'))), '20 of 40 tensors unchanged, 20 of 40 tensors retrained');
		fc.assert(fc.property(fc.array(fc.record({ name: fc.stringMatching(/^[a-c](\.[0-3]){0,3}$/), of: fc.constantFrom<TensorValue['state']>('same', 'changed', 'added', 'removed') })), values => {
			assert.equal(typeof valuesSentence(values.map(({ name, of }) => state(name, of))), 'string');
		}));
	});
});
