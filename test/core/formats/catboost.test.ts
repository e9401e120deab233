import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, codes, expected, paramsOf, readBytes, readFixture } from './fixture';

for (const folder of ['catboost', 'catboost/old']) {
	const answers = expected(folder);
	describe(`CatBoost ${answers.tools.catboost}`, () => {
		for (const name of Object.keys(answers).filter(key => key !== 'tools')) {
			it(`answers as CatBoost does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${folder}/${name}`);
				const answer = answers[name];
				assert.deepEqual([format, facts.framework], ['catboost', 'catboost']);
				assert.equal(facts.metadata?.['trees'], String(answer.trees));
				assert.deepEqual(facts.signature?.inputs.map(field => field.name), answer.features);
				assert.deepEqual(facts.signature?.inputs.flatMap((field, at) => field.dtype === 'category' ? [at] : []), answer.categories);
				assert.equal(facts.metadata?.['classes'], answer.classes.length ? answer.classes.join(', ') : undefined);
				const params = paramsOf(facts);
				let compared = 0;
				for (const [key, value] of Object.entries(answer.params)) {
					if (!(key in params)) { continue; }
					compared++;
					if (typeof value === 'number') { assert.ok(Math.abs(Number(params[key]) - value) < 1e-5, key); } else { assert.deepEqual(params[key], value, key); }
				}
				assert.ok(compared >= 30, `${compared} parameters compared`);
				// A build of 1.0 names no release.
				assert.equal(facts.environment?.['catboost'], folder.endsWith('old') ? undefined : answers.tools.catboost);
				assert.deepEqual(codes(facts), []);
			});
		}

		it('carries its own metrics and their course, since 1.2', async () => {
			const { facts } = await readFixture(`${folder}/watched.cbm`);
			if (folder.endsWith('old')) { assert.deepEqual([facts.metrics, facts.histories], [[], {}]); return; }
			const { best, history } = answers['watched.cbm'];
			const metrics = Object.fromEntries(facts.metrics?.map(metric => [metric.name, metric.value]) ?? []);
			assert.equal(metrics['learn_Logloss'], best.learn.Logloss);
			assert.equal(metrics['test_AUC'], best.validation.AUC);
			assert.deepEqual(facts.histories?.['learn_Logloss']?.values, history.learn.Logloss);
			assert.deepEqual(facts.histories?.['test_AUC'], { steps: history.validation.AUC.map((_value: number, at: number) => at), values: history.validation.AUC });
		});
	});
}

describe('CatBoost', () => {
	it('a cut file is told', async () => {
		const whole = readFileSync(join(FIXTURES, 'catboost/classifier.cbm'));
		const cut = await readBytes('a.cbm', whole.subarray(0, whole.length - 600)).then(({ facts }) => codes(facts), (error: Error) => error.message);
		assert.ok(Array.isArray(cut) ? cut.includes('truncated') : /is damaged/.test(String(cut)), String(cut));
		await assert.rejects(readBytes('a.cbm', whole.subarray(0, 12)), /it ends inside its first bytes/);
	});
});
