import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { RegexFault } from '../../../src/core/search/regex/parseRegex';
import { regex } from '../../../src/core/search/regex/regex';

const pieces = fc.constantFrom('a', 'b', 'B', '.', '\\d', '\\w', '\\S', '[ab]', '[^a]', '[a-c1]', '[\\d-]', '^', '$', '\\b', '\\B', '|', '(', ')', '(?:', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?', ' ', '-', '\\.', 'É', '\\x41');

describe('regular expressions in linear time', () => {
	it('agree with those of JavaScript, or are refused', () => {
		let both = 0;
		fc.assert(fc.property(fc.array(pieces, { maxLength: 8 }).map(list => list.join('')), fc.boolean(), fc.array(fc.constantFrom('a', 'b', 'B', 'A', '1', '.', ' ', '-', '\n', 'é', 'É'), { maxLength: 8 }).map(list => list.join('')), (pattern, ignoreCase, text) => {
			let own;
			try { own = regex(pattern, ignoreCase); } catch (error) {
				assert.ok(error instanceof RegexFault);
				assert.ok(error.offset >= 0 && error.offset + error.length <= pattern.length);
				return;
			}
			both++;
			assert.equal(own(text), new RegExp(pattern, ignoreCase ? 'i' : '').test(text), `/${pattern}/ on ${JSON.stringify(text)}`);
		}), { numRuns: 10_000 });
		assert.ok(both > 2_000, `only ${both} patterns could be read`);
	});

	it('take no longer where others never end', () => {
		const text = 'a'.repeat(20_000);
		for (const pattern of ['(a+)+$b', '(a|a)*b', '(a*)*b', 'a*a*a*a*a*b', '(.*)(.*)(.*)(.*)x']) {
			const since = performance.now();
			assert.equal(regex(pattern, false)(text), false);
			assert.ok(performance.now() - since < 2_000, pattern);
		}
	});
});
