import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { FIXTURES, codes, expected, paramsOf, readBytes, readFixture } from './fixture';

/** A zip of stored files. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
	const local: Buffer[] = [];
	const central: Buffer[] = [];
	let offset = 0;
	for (const [name, content] of Object.entries(files)) {
		const [path, bytes] = [Buffer.from(name), Buffer.from(content)];
		const shared = Buffer.alloc(26);
		shared.writeUInt16LE(20, 0);
		shared.writeUInt32LE(crc32(bytes), 10);
		shared.writeUInt32LE(bytes.length, 14);
		shared.writeUInt32LE(bytes.length, 18);
		shared.writeUInt16LE(path.length, 22);
		local.push(Buffer.from('PK\x03\x04', 'latin1'), shared, path, bytes);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(offset, 10);
		central.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), shared, place, path);
		offset += 30 + path.length + bytes.length;
	}
	const directory = Buffer.concat(central);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(Object.keys(files).length, 4);
	end.writeUInt16LE(Object.keys(files).length, 6);
	end.writeUInt32LE(directory.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const node = (loader: string, module: string, name: string, content?: unknown): object => ({ __class__: name, __module__: module, __loader__: loader, ...(content === undefined ? {} : { content }) });

for (const folder of ['skops', 'skops/old']) {
	const answers = expected(folder);
	describe(`skops files of skops ${answers.tools.skops}, scikit-learn ${answers.tools['scikit-learn']}`, () => {
		for (const [name, answer] of Object.entries<any>(answers).filter(([key]) => key !== 'tools')) { // eslint-disable-line @typescript-eslint/no-explicit-any -- shaped by make.py
			it(`answer as get_params does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${folder}/${name}`);
				assert.deepEqual([format, facts.framework, codes(facts)], ['skops', 'scikit-learn', []]);
				const params = paramsOf(facts);
				for (const [key, value] of Object.entries(answer.params)) { assert.deepEqual(Number.isNaN(params[key]) ? 'NaN' : params[key], value, key); }
				assert.ok(facts.summary?.startsWith(answer.class), facts.summary);
				assert.deepEqual([facts.environment?.['skops'], facts.environment?.['scikit-learn']], [answers.tools.skops, answers.tools['scikit-learn']]);
				if (answer.classes.length) { assert.equal(facts.metadata?.['classes'], answer.classes.join(', ')); }
				if (answer.names.length) { assert.deepEqual(facts.signature?.inputs.map(field => field.name), answer.names); }
				if (answer.features) { assert.equal(facts.metadata?.['features'], String(answer.features)); }
			});
		}

		it('say what was learned and measured', async () => {
			assert.match((await readFixture(`${folder}/forest.skops`)).facts.summary ?? '', /2 trees, 4 features, 3 classes$/);
			const search = (await readFixture(`${folder}/search.skops`)).facts;
			assert.deepEqual(search.metrics?.map(metric => [metric.name, metric.value]), [['best_score', answers['search.skops'].best_score]]);
			assert.equal(paramsOf(search)['best_params.alpha'], answers['search.skops'].best_params.alpha);
			const network = (await readFixture(`${folder}/network.skops`)).facts;
			assert.equal(network.parameters, answers['network.skops'].weights);
			assert.equal(network.metrics?.find(metric => metric.name === 'loss')?.value, answers['network.skops'].loss);
			assert.deepEqual(network.histories?.['loss']?.values, answers['network.skops'].curve);
		});
	});
}

describe('skops files that would do harm', () => {
	const read = (schema: object) => readBytes('a.skops', zipOf({ 'schema.json': JSON.stringify(schema) }));

	it('are told by the names that they carry', async () => {
		for (const [schema, code] of [
			[node('FunctionNode', 'os', 'system'), 'dangerous-pickle'],
			[node('FunctionNode', 'builtins', 'function', { module_path: 'os', function: 'system' }), 'dangerous-pickle'],
			[node('DictNode', 'builtins', 'dict', { a: node('PartialNode', 'functools', 'partial', { func: node('FunctionNode', 'builtins', 'eval') }) }), 'dangerous-pickle'],
			[node('ObjectNode', 'mycode', 'Model', node('DictNode', 'builtins', 'dict', {})), 'suspicious-pickle'],
		] as const) {
			const { format, facts } = await read(schema);
			assert.deepEqual([format, codes(facts)], ['skops', [code]]);
		}
	});

	it('or name arrays that are not there, nest without end or describe nothing give what there is, or one sentence', async () => {
		const estimator = (content: object) => node('ObjectNode', 'sklearn.linear_model._base', 'LinearRegression', node('DictNode', 'builtins', 'dict', content));
		const { facts } = await read(estimator({ coef_: { ...node('NdArrayNode', 'numpy', 'ndarray'), type: 'numpy', file: '../../x.npy' }, fit_intercept: node('JsonNode', 'builtins', 'str', 'true') }));
		assert.deepEqual([codes(facts), paramsOf(facts)], [['partly-read'], { fit_intercept: true }]);
		const deep = `${'{"__loader__":"ListNode","content":['.repeat(5000)}1${']}'.repeat(5000)}`;
		assert.equal((await readBytes('a.skops', zipOf({ 'schema.json': deep }))).format, 'skops');
		for (const text of ['[]', '{}', '{"__loader__":', '{"__loader__":1}']) { await assert.rejects(readBytes('a.skops', zipOf({ 'schema.json': text })), /a\.skops is damaged/); }
	});

	it('are not taken for arrays, nor arrays for them', async () => {
		assert.equal((await readBytes('renamed.zip', readFileSync(join(FIXTURES, 'skops/network.skops')))).format, 'skops');
		assert.equal((await readFixture('numpy/stored.npz')).format, 'npz');
	});
});
