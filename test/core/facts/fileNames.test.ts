import assert from 'node:assert/strict';
import { underFileNames } from '../../../src/core/facts/fileNames';
import { merge } from '../../../src/core/facts/merge';
import type { Param, ParamValue } from '../../../src/core/model';

const given = (params: Readonly<Record<string, ParamValue>>, tool: string): Param[] => Object.entries(params).map(([name, value]) => ({ name, value, source: { tool }, certainty: 'likely' }));

describe('parameters that MLflow logged by itself', () => {
	const inside = given({ 'scale': 'StandardScaler', 'scale.with_mean': true, 'clf': 'RandomForestClassifier', 'clf.max_depth': 4, 'booster': 'gbtree' }, 'joblib');

	it('go by the names of the model file, and what it printed of estimators is left out', () => {
		// As mlflow.sklearn.autolog of 3.17.2 writes them for a pipeline.
		const logged = given({ 'steps': '[(\'scale\', StandardScaler()), (\'clf\', RandomForestClassifier(max_depth=4))]', 'scale': 'StandardScaler()', 'clf': 'RandomForestClassifier(max_depth=4)', 'scale__with_mean': true, 'clf__max_depth': 5, 'clf__other': 1, 'a__b': 2 }, 'mlflow');
		const named = underFileNames(logged, inside);
		assert.deepEqual(named.map(({ name }) => name), ['scale.with_mean', 'clf.max_depth', 'clf__other', 'a__b']);
		const { values, disagreements } = merge([{ rank: 0, values: inside }, { rank: 1, values: named }], 'params');
		assert.deepEqual(disagreements.map(({ what, chosen }) => [what, chosen.text]), [['params.clf.max_depth', '4']]);
		assert.equal(values.length, 7);
	});

	it('that were not set disagree with nothing', () => {
		const { values, disagreements } = merge([{ rank: 0, values: inside }, { rank: 1, values: given({ booster: null, device: null }, 'mlflow') }], 'params');
		assert.deepEqual([values.find(({ name }) => name === 'booster')?.value, values.some(({ name }) => name === 'device'), disagreements], ['gbtree', true, []]);
	});
});
