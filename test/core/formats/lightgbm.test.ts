import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, codes, expected, paramsOf, readBytes, readFixture } from './fixture';

const answers = expected('lightgbm');
/** Shown whatever their value. */
const compared = ['bagging_fraction', 'bagging_freq', 'boosting', 'feature_fraction', 'lambda_l1', 'lambda_l2', 'learning_rate', 'max_depth', 'metric', 'min_data_in_leaf', 'num_class', 'num_iterations', 'num_leaves', 'objective', 'seed'];
const chosen: Readonly<Record<string, readonly string[]>> = { 'binary.txt': ['categorical_feature'], 'multiclass.txt': [] };

describe('LightGBM text', () => {
	for (const name of ['binary.txt', 'multiclass.txt']) {
		it(`answers as LightGBM does: ${name}`, async () => {
			const { format, facts } = await readFixture(`lightgbm/${name}`);
			assert.equal(format, 'lightgbm');
			assert.equal(facts.framework, 'lightgbm');
			assert.equal(facts.metadata?.['trees'], String(answers[name].trees));
			assert.deepEqual(facts.signature?.inputs.map(field => field.name), answers[name].features);
			const params = paramsOf(facts);
			for (const [key, value] of Object.entries(params)) { assert.deepEqual(value, answers[name].params[key], key); }
			assert.deepEqual(Object.keys(params).sort(), [...compared, ...chosen[name] ?? []].sort(), 'what was chosen (the categorical column of the frame) and what everybody compares, and none of the hundred others');
			assert.deepEqual(facts.warnings, []);
		});
	}

	it('of version 3 is read as that of version 4 is', async () => {
		const old = expected('lightgbm/old');
		assert.match(old.tools.lightgbm, /^3\./);
		for (const name of ['binary.txt', 'multiclass.txt']) {
			const { format, facts } = await readFixture(`lightgbm/old/${name}`);
			assert.deepEqual([format, facts.metadata?.['version'], facts.metadata?.['trees'], facts.warnings], ['lightgbm', 'v3', String(old[name].trees), []]);
			assert.deepEqual(facts.signature?.inputs.map(field => field.name), old[name].features);
			const params = paramsOf(facts);
			// Of the seed it writes only what it drew from it.
			for (const [key, value] of Object.entries(old[name].params)) { if (key !== 'verbose' && key !== 'seed') { assert.deepEqual(params[key], value, key); } }
		}
	});

	it('knows a category from a number', async () => {
		const { facts } = await readFixture('lightgbm/binary.txt');
		assert.deepEqual(facts.signature?.inputs.map(field => field.dtype), ['F64', 'F64', 'category']);
		assert.equal(facts.metadata?.['pandas_categorical'], '[["basic", "pro", "team"]]');
		assert.equal(facts.summary, '6 trees, 3 features');
	});

	it('says that a file was cut', async () => {
		const whole = readFileSync(join(FIXTURES, 'lightgbm/binary.txt'));
		const { facts } = await readBytes('model.txt', whole.subarray(0, 2000));
		assert.deepEqual(codes(facts), ['truncated']);
		assert.match(facts.warnings?.[0]?.message ?? '', /Only 2,000 of at least 4,/);
	});

	it('reads feature names longer than one read', async () => {
		const text = readFileSync(join(FIXTURES, 'lightgbm/binary.txt'), 'utf8');
		const names = Array.from({ length: 30_000 }, (_, at) => `feature_number_${at}`).join(' ');
		const { facts } = await readBytes('model.txt', text.replace(/feature_names=.*/, `feature_names=${names}`));
		assert.equal(facts.summary, '6 trees, 30,000 features');
	});
});
