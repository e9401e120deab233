import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { skimJson } from '../../../src/core/formats/bytes/skimJson';
import { FIXTURES, codes, expected, paramsOf, readBytes, readFixture } from './fixture';

for (const folder of ['xgboost', 'xgboost/old']) {
	const answers = expected(folder);
	describe(`XGBoost ${answers.tools.xgboost}`, () => {
		for (const name of Object.keys(answers).filter(key => key !== 'tools')) {
			it(`answers as XGBoost does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${folder}/${name}`);
				const answer = answers[name];
				assert.deepEqual([format, facts.framework], ['xgboost', 'xgboost']);
				assert.equal(facts.metadata?.['trees'] ?? '0', String(answer.trees));
				assert.equal(facts.metadata?.['features'], String(answer.num_features));
				if (answer.features) { assert.deepEqual(facts.signature?.inputs.map(field => field.name), answer.features); }
				assert.deepEqual([paramsOf(facts)['booster'], paramsOf(facts)['objective']], [answer.booster, answer.objective]);
				for (const [key, value] of Object.entries(answer.attributes)) { assert.equal(facts.metadata?.[key], value, key); }
				assert.equal(facts.environment?.['xgboost'], answers.tools.xgboost);
				assert.deepEqual(codes(facts), ['no-hyperparameters']);
			});
		}
	});
}

describe('XGBoost', () => {
	it('keeps what early stopping watched', async () => {
		for (const name of ['tree.json', 'tree.ubj']) {
			const { facts } = await readFixture(`xgboost/${name}`);
			const { best_score: score } = expected('xgboost')[name].attributes;
			assert.equal(facts.metrics?.find(metric => metric.name === 'best_score')?.value, Number(score));
			assert.equal(paramsOf(facts)['scale_pos_weight'], 1.5);
			assert.deepEqual(facts.signature?.inputs.map(field => field.dtype), ['F32', 'F32', 'category']);
		}
	});

	it('says the same of both encodings', async () => {
		for (const name of ['tree', 'dart', 'linear', 'multi']) {
			const [json, ubj] = [(await readFixture(`xgboost/${name}.json`)).facts, (await readFixture(`xgboost/${name}.ubj`)).facts];
			assert.deepEqual({ ...json, params: paramsOf(json), metrics: json.metrics?.map(metric => metric.value) }, { ...ubj, params: paramsOf(ubj), metrics: ubj.metrics?.map(metric => metric.value) });
		}
	});

	it('a cut file is one sentence, and other JSON is not ours', async () => {
		for (const name of ['tree.json', 'tree.ubj']) {
			const whole = readFileSync(join(FIXTURES, 'xgboost', name));
			await assert.rejects(readBytes(name, whole.subarray(0, whole.length - 200)), /is damaged/);
		}
		assert.equal((await readBytes('model.json', '{"learner": 3}')).format, 'unknown');
	});

	it('property: skimming leaves exactly what was not skipped', async () => {
		const json = fc.letrec(tie => ({ value: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), fc.string(), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.oneof(fc.constantFrom('trees', 'cats', '"', 'a\\'), fc.string()), tie('value'), { maxKeys: 4 })) })).value;
		const without = (value: unknown): unknown => Array.isArray(value) ? value.map(without) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'trees' || key === 'cats' ? null : without(one)])) : value;
		await fc.assert(fc.asyncProperty(fc.dictionary(fc.string(), json), fc.constantFrom(undefined, 1), async (root, space) => {
			const bytes = Buffer.from(JSON.stringify(root, undefined, space));
			const file = { size: bytes.length, workspacePath: 'x', read: async (offset: number, length: number) => bytes.subarray(offset, offset + length) };
			assert.deepEqual(await skimJson(file, new Set(['trees', 'cats'])), JSON.parse(JSON.stringify(without(root))));
		}));
	});
});
