import assert from 'node:assert/strict';
import { filterItems } from '../../src/editor/commands/filterItems';
import { filterQuery } from '../../src/editor/tree/filterQuery';

const names = { models: ['churn'], metrics: ['auc'], params: [], tags: {}, aliases: ['production'], frameworks: [], formats: [], authors: [], branches: [] };

describe('the filter of the Models view', () => {
	it('takes words as one text, searches as searches, and says why what looks like one is none', () => {
		assert.deepEqual(filterQuery('what was tried'), { filter: 'what was tried' });
		assert.deepEqual(filterQuery('models/churn.bin'), { filter: 'models/churn.bin' });
		assert.deepEqual(filterQuery('metrics.auc > 0.9'), { where: 'metrics.auc > 0.9' });
		assert.deepEqual(filterQuery('churn and not archived'), { where: 'churn and not archived' });
		assert.deepEqual(filterQuery('team=risk').filter, 'team=risk');
		assert.equal(filterQuery('team=risk').fault?.offset, 0);
	});

	it('offers how it can go on', () => {
		assert.deepEqual(filterItems('metrics.a', [names]).map(item => item.value), ['metrics.auc ']);
		assert.deepEqual(filterItems('archived or alias = ', [names]).map(item => [item.label, item.value]), [
			['$(info) Looked for as text', undefined], ['$(symbol-value) production', 'archived or alias = production '],
		]);
		assert.match(filterItems('metrics.auc > high', [names])[0]?.description ?? '', /^as a search, character 15: expected a number, nan or inf$/);
	});
});
