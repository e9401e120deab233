import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { plainJson, plainTexts } from '../../../src/core/compare/plainTexts';
import { plainText } from '../../../src/core/present/plain';

describe('the texts of a comparison', () => {
	it('have nothing that acts left in them, and are otherwise as they were, as JSON and as a value', () => {
		fc.assert(fc.property(fc.array(fc.record({ text: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('a\u001B[31m\u202Eb\nc\td 👩‍🔬')), value: fc.double({ noNaN: true, noDefaultInfinity: true }) })), cells => {
			const expected = cells.map(({ text, value }) => ({ text: plainText(text), value }));
			assert.equal(plainJson(cells), JSON.stringify(expected));
			assert.deepEqual(plainTexts(cells), expected);
		}));
	});

	it('keep numbers that JSON has none for, and cells that are one stay one', () => {
		const cell = { text: '\u202E', value: NaN };
		const [one, other] = plainTexts([cell, cell]);
		assert.deepEqual(one, { text: '\uFFFD', value: NaN });
		assert.equal(one, other);
	});
});
