import assert from 'node:assert/strict';
import { codes, expected, outline, paramsOf, readFixture } from './fixture';

const answers = expected('ultralytics');

describe(`Ultralytics ${answers.tools.ultralytics}`, () => {
	for (const name of ['best.pt', 'epoch0.pt']) {
		it(`a lone ${name} yields everything`, async () => {
			const { facts } = await readFixture(`ultralytics/${name}`);
			const answer = answers[name];
			assert.deepEqual([facts.library, facts.kind], ['ultralytics', name === 'best.pt' ? 'model' : 'checkpoint']);
			assert.deepEqual(outline(facts), answer.tensors);
			const params = paramsOf(facts);
			for (const [key, value] of Object.entries(answer.args)) { assert.deepEqual(params[key], value, key); }
			assert.deepEqual(Object.fromEntries(facts.metrics?.map(metric => [metric.name, metric.value]) ?? []), answer.metrics);
			assert.deepEqual(facts.histories?.['train/cls_loss'], { steps: answer.results.epoch, values: answer.results['train/cls_loss'] });
			assert.equal(facts.metadata?.['classes'], answer.classes.join(', '));
			assert.deepEqual(facts.inputs?.map(input => [input.relation, input.name]), [['trained-on', 'squares.yaml']]);
			assert.equal(facts.environment?.['ultralytics'], answers.tools.ultralytics);
			// It reaches for a class's own attribute: honest here, and shown all the same.
			assert.ok(codes(facts).every(code => code === 'suspicious-pickle'), codes(facts).join());
			assert.ok(!JSON.stringify(facts).includes('alice'));
		});
	}
});
