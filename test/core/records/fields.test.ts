import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { float, floats, params, text, texts } from '../../../src/core/records/fields';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const plainly = {
	floats: [floats, z.record(text(300), float)],
	params: [params, z.record(text(300), z.union([scalar, z.array(scalar)]))],
	texts: [texts(20), z.record(text(300), text(20))],
} as const;

const name = fc.oneof(fc.string(), fc.constant('n'.repeat(300)), fc.constant('n'.repeat(301)));
const value = fc.oneof(fc.double(), fc.string({ maxLength: 25 }), fc.constantFrom('NaN', 'Infinity', '-Infinity', null, true, undefined), fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.object())), fc.object());
const anything = fc.oneof({ weight: 9, arbitrary: fc.dictionary(name, value, { noNullPrototype: true }) }, { weight: 1, arbitrary: fc.anything() });

describe('maps of values in records', () => {
	for (const [what, [quick, plain]] of Object.entries(plainly)) {
		it(`of ${what} are what their schema says, value for value, with the fault's place`, () => {
			fc.assert(fc.property(anything, given => {
				if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__')) { return; }
				const [found, expected] = [quick.safeParse(given), plain.safeParse(given)];
				assert.equal(found.success, expected.success);
				if (found.success) { assert.deepEqual(found.data, expected.data); }
				assert.deepEqual(found.error?.issues.map(issue => [issue.code, issue.path.join('.')]), expected.error?.issues.map(issue => [issue.code, issue.path.join('.')]));
			}), { numRuns: 500 });
		});
	}

	it('name the value that is wrong, inside a record too', () => {
		const found = z.object({ metrics: floats, more: z.optional(params) }).safeParse({ metrics: { loss: 'low' } });
		assert.deepEqual(found.error?.issues.map(issue => issue.path), [['metrics', 'loss']]);
		assert.equal(z.object({ metrics: floats }).safeParse({}).success, false);
	});
});
