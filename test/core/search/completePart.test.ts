import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completePart } from '../../../src/core/search/completePart';
import { parseSearch } from '../../../src/core/search/parseSearch';

const part = (text: string) => { const parsed = parseSearch(text); return 'fault' in parsed ? completePart(text, parsed.fault.offset) : text; };

describe('the part of a search that already holds', () => {
	it('ends before the last connective of what can be read', () => {
		assert.equal(part('metrics.auc > 0.86 and params.num'), 'metrics.auc > 0.86 and params.num', 'a field alone asks whether it has a value');
		assert.equal(part('metrics.auc > 0.86 and params.num >'), 'metrics.auc > 0.86');
		assert.equal(part('metrics.auc > 0.86 and'), 'metrics.auc > 0.86');
		assert.equal(part('a = 1 or metrics.auc > 0.86 and lr <= fast'), undefined);
		assert.equal(part('metrics.auc > 0.86 and and'), 'metrics.auc > 0.86');
		assert.equal(part('metrics.auc >'), undefined);
	});

	it('is always one that can be read', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom('metrics.auc', '>', '0.5', 'and', 'or', 'not', '(', ')', '"x', 'alias', '=', 'production', '~', '/a('), { maxLength: 14 }), words => {
			const found = part(words.join(' '));
			assert.ok(found === undefined || 'expression' in parseSearch(found));
		}));
	});
});
