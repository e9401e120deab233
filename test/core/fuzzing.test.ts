import assert from 'node:assert/strict';
import { fuzz } from '../soak/fuzz';
import { fuzzTargets } from '../soak/fuzzTargets';

/** The same, for as many executions as one likes, is a line of `npm run soak`. */
describe('a fuzzer that goes by coverage', function () {
	this.timeout(120_000);

	for (const name of Object.keys(fuzzTargets) as (keyof typeof fuzzTargets)[]) {
		it(`finds nothing that the ${name} can't take`, () => {
			const { kept, blocks } = fuzz(name, 2_000, 'test');
			assert.ok(blocks > 50, `only ${blocks} blocks were reached: coverage doesn't work`);
			assert.ok(kept > fuzzTargets[name].seeds.length, 'no input reached anything new');
		});
	}
});
