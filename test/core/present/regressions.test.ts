import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { regressions } from '../../../src/core/present/regressions';

const places = (...args: Parameters<typeof regressions>) => regressions(...args).map(({ before, at }) => [before, at]);

describe('regressions', () => {
	it('are where a metric got worse than in the version before, beyond what is noise', () => {
		const auc = [0.8412, 0.8467, 0.8533, 0.8509, 0.8571, 0.8618, 0.8604, 0.8655, 0.8649, 0.8391, 0.8702];
		assert.deepEqual(places(auc, 'higher'), [[8, 9]]);
		assert.equal(regressions(auc, 'higher')[0]?.delta.toFixed(4), '-0.0258');
		assert.deepEqual(places(auc, 'higher', 0), [[2, 3], [5, 6], [7, 8], [8, 9]]);
	});

	it('go by the direction, and there are none without one', () => {
		assert.deepEqual(places([0.3, 0.4, 0.2], 'lower'), [[0, 1]]);
		assert.deepEqual(places([0.3, 0.4, 0.2], 'higher'), [[1, 2]]);
		assert.deepEqual(places([0.3, 0.4, 0.2], undefined), []);
	});

	it('pass over versions without a value, and what isn\'t finite is worse than any number', () => {
		assert.deepEqual(places([undefined, 0.9, undefined, 0.5, NaN, 0.6], 'higher'), [[1, 3], [3, 4]]);
	});

	it('are never found where values only get better', () => {
		fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), values => {
			const sorted = [...values].sort((a, b) => a - b);
			assert.deepEqual(places(sorted, 'higher', 0), []);
			assert.deepEqual(places([...sorted].reverse(), 'lower', 0), []);
		}));
	});
});
