import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { FIXTURES, codes, expected, folderOf, readBytes, readFixture } from './fixture';

const answers = expected('coreml');
const dtypes: Readonly<Record<string, RegExp>> = { multiArrayType: /^[FI]\d+$/, imageType: /^IMAGE$/, doubleType: /^F64$/, stringType: /^STRING$/, dictionaryType: /^DICTIONARY$/ };
/** A protobuf field with a length, or with a number. */
const field = (number: number, value: Buffer | number): Buffer => Buffer.concat([varint(number * 8 + (typeof value === 'number' ? 0 : 2)), typeof value === 'number' ? varint(value) : Buffer.concat([varint(value.length), value])]);
const varint = (value: number): Buffer => Buffer.from(value < 128 ? [value] : [value % 128 + 128, ...varint(Math.floor(value / 128))]);

describe(`Core ML, against coremltools ${answers.tools.coremltools}`, () => {
	for (const name of Object.keys(answers).filter(one => one.includes('.ml'))) {
		it(`answers as it does: ${name}`, async () => {
			const { format, facts } = await readFixture(`coreml/${name}`);
			const answer = answers[name];
			assert.deepEqual([format, facts.kind, facts.library, codes(facts)], ['coreml', 'model', 'coreml', []]);
			const metadata = facts.metadata ?? {};
			assert.deepEqual([metadata['type'], metadata['specification']], [answer.type, String(answer.specification)]);
			for (const key of ['author', 'description', 'license', 'version']) { assert.equal(metadata[key] ?? '', answer[key], key); }
			for (const [key, value] of Object.entries<string>(answer.user)) {
				if (key.startsWith('com.github')) { assert.ok(Object.values({ ...metadata, ...facts.environment }).includes(value), key); } else { assert.equal(metadata[key], key.includes('token') ? undefined : value); }
			}
			for (const side of ['inputs', 'outputs'] as const) {
				assert.deepEqual(facts.signature?.[side].map(one => one.name), answer[side].map((one: { name: string }) => one.name));
				for (const [at, one] of answer[side].entries()) {
					assert.match(facts.signature?.[side][at]?.dtype ?? '', dtypes[one.type] ?? /^$/);
					// What may vary has a default for its answer.
					if (one.shape) { assert.deepEqual(facts.signature?.[side][at]?.shape, one.name === 'features' ? [null, 40] : one.shape); }
				}
			}
		});
	}

	it('counts the weights of programs, packed ones by what they unfold to', async () => {
		for (const name of ['program', 'packed']) {
			const { facts } = await readFixture(`coreml/${name}.mlpackage`);
			assert.equal(facts.parameters, answers.torch_parameters);
			assert.deepEqual((facts.tensors ?? []).map(tensor => tensor.shape.join()).sort(), Object.values<number[]>(answers['program.mlpackage'].weights).map(shape => shape.join()).sort());
			assert.deepEqual([facts.framework, facts.environment?.['torch']], ['pytorch', '2.15.0+cu132']);
		}
		assert.equal((await readFixture('coreml/packed.mlpackage')).facts.metadata?.['compression'], 'constexpr_lut_to_dense × 2');
	});

	it('counts the weights of networks, and of those in pipelines', async () => {
		for (const [name, count, dtype] of [['network', 15, 'F32'], ['half', 15, 'F16'], ['pipeline', 15, 'F32'], ['image', 56, 'F32']] as const) {
			const { facts } = await readFixture(`coreml/${name}.mlmodel`);
			assert.deepEqual([facts.parameters, facts.tensors?.[0]?.dtype], [count, dtype], name);
		}
		assert.deepEqual((await readFixture('coreml/trees.mlmodel')).facts.summary, 'treeEnsembleClassifier, 3 trees, 9 nodes');
		assert.deepEqual((await readFixture('coreml/trees.mlmodel')).facts.metadata?.['labels'], '["no","yes"]');
	});

	it('says what is missing or cut', async () => {
		const folder = folderOf();
		const reset = () => { cpSync(join(FIXTURES, 'coreml/program.mlpackage'), join(folder, 'p.mlpackage'), { recursive: true }); };
		const weights = join(folder, 'p.mlpackage/Data/com.apple.CoreML/weights/weight.bin');
		const read = async () => codes((await readFormat(join(folder, 'p.mlpackage'), folder)).facts);
		reset();
		rmSync(weights);
		assert.deepEqual(await read(), ['missing-data']);
		for (const [length, code] of [[4400, 'truncated'], [100, 'truncated']] as const) {
			reset();
			truncateSync(weights, length);
			assert.deepEqual(await read(), [code]);
		}
		reset();
		writeFileSync(join(folder, 'p.mlpackage/Manifest.json'), '{"rootModelIdentifier": "x", "itemInfoEntries": {}}');
		await assert.rejects(read(), /Manifest\.json is damaged: it names no model/);
		writeFileSync(join(folder, 'p.mlpackage/Manifest.json'), '{"rootModelIdentifier": "x", "itemInfoEntries": {"x": {"path": "../../../etc/passwd"}}}');
		await assert.rejects(read(), /outside/);
		const whole = readFileSync(join(FIXTURES, 'coreml/network.mlmodel'));
		await assert.rejects(readBytes('cut.mlmodel', whole.subarray(0, 200)), /is damaged/);
	});

	it('reads no weights outside the package, and nothing nested without end', async () => {
		const blob = field(5, Buffer.concat([field(1, Buffer.from('@model_path/../../secret')), field(2, 64)]));
		const type = field(2, field(1, Buffer.concat([field(1, 11), field(3, field(1, field(1, 4)))])));
		const operation = field(3, Buffer.concat([field(1, Buffer.from('const')), field(3, Buffer.concat([field(1, Buffer.from('w')), type])), field(5, Buffer.concat([field(1, Buffer.from('val')), field(2, blob)]))]));
		const program = (block: Buffer) => Buffer.concat([field(1, 7), field(2, field(1, field(1, Buffer.from('x')))), field(502, field(2, field(2, field(3, field(2, block)))))]);
		const { facts } = await readBytes('a.mlmodel', program(operation));
		assert.deepEqual([facts.tensors?.map(tensor => tensor.shape), codes(facts)], [[[4]], ['outside-path']]);
		let deep = operation;
		for (let level = 0; level < 100; level++) { deep = field(3, field(4, deep)); }
		await assert.rejects(readBytes('a.mlmodel', program(deep)), /nested too deeply/);
		let line = field(900, Buffer.alloc(0));
		for (let level = 0; level < 1000; level++) { line = field(202, field(1, line)); }
		await assert.rejects(readBytes('a.mlmodel', Buffer.concat([field(1, 1), field(2, field(11, Buffer.from('x'))), line])), /more models/);
	});
});
