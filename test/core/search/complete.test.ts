import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { complete, type SearchNames } from '../../../src/core/search/complete';

const names: SearchNames = { models: ['churn', 'defects'], metrics: ['auc', 'val/f1 score', 'accuracy'], params: ['lr'], tags: { team: ['risk', 'growth'] }, aliases: ['production', 'staging'], frameworks: ['pytorch'], formats: ['onnx'], authors: ['Ada Lovelace'], branches: ['main'] };

/** `|` is the caret; the first candidates, put in place. */
function completed(text: string, count = 1): readonly string[] {
	const caret = text.indexOf('|');
	const plain = text.replace('|', '');
	const { from, to, candidates } = complete(plain, caret, names);
	return candidates.slice(0, count).map(one => plain.slice(0, from) + one.text + plain.slice(to));
}

describe('completing a search', () => {
	for (const [text, expected] of [
		['acc|', ['metrics.accuracy']], ['met|', ['metrics.auc', 'metrics."val/f1 score"']], ['metrics.v|', ['metrics."val/f1 score"']], ['metrics."val/f1|', ['metrics."val/f1 score"']],
		['alias = |', ['alias = production', 'alias = staging']], ['alias = st|', ['alias = staging']], ['alias in (production, |', ['alias in (production, production', 'alias in (production, staging']], ['model = d| and x', ['model = defects and x']],
		['author = |', ['author = "Ada Lovelace"']], ['tag.team = g|', ['tag.team = growth']], ['dirty = |', ['dirty = true', 'dirty = false']],
		['metrics.auc |', ['metrics.auc >', 'metrics.auc >=']], ['model |', ['model =', 'model !=']], ['alias = production a|', ['alias = production and']], ['alias = production and not ar|', ['alias = production and not archived']], ['(al|', ['(alias']],
	] as const) {
		it(text, () => { assert.deepEqual(completed(text, expected.length), expected); });
	}

	it('offers nothing behind a mistake, and never fails', () => {
		assert.deepEqual(completed('acuracy > 3 and |'), []);
		fc.assert(fc.property(fc.string({ maxLength: 30 }), fc.nat(40), (text, caret) => {
			const { from, to } = complete(text, caret, names);
			assert.ok(from >= 0 && from <= to && to <= text.length);
		}), { numRuns: 1_000 });
	});
});
