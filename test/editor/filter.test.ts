import assert from 'node:assert/strict';
import { filterItems } from '../../src/editor/commands/filterItems';
import { parseMetrics } from '../../src/editor/dialogs/parseMetrics';
import { filterQuery } from '../../src/editor/tree/filterQuery';

describe('metrics that are typed', () => {
	it('are names and numbers', () => {
		assert.deepEqual(parseMetrics('auc=0.861 log_loss = .32, drift=nan;n=-inf'), { metrics: { auc: 0.861, log_loss: 0.32, drift: NaN, n: -Infinity } });
		assert.match(parseMetrics('auc=high').fault ?? '', /^auc=high is not NAME=NUMBER$/);
		assert.match(parseMetrics('auc').fault ?? '', /^auc is not/);
	});
});

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
