import assert from 'node:assert/strict';
import { merge } from '../../../src/core/facts/merge';
import { insideRank } from '../../../src/core/facts/relate';

describe('merge', () => {
	const epochs = (value: number, path: string) => ({ name: 'epochs', value, source: { tool: 'trainer', path } });

	it('names a record that was met by two ways once', () => {
		const state = { rank: insideRank, values: [epochs(12, 'trainer_state.json')] };
		const { values, disagreements } = merge([{ rank: insideRank, values: [epochs(3, 'training_args.bin')] }, state, state], 'params');
		assert.deepEqual(values.map(({ value }) => value), [3]);
		assert.deepEqual(disagreements.map(({ others }) => others), [[{ text: '12', source: { tool: 'trainer', path: 'trainer_state.json' } }]]);
	});

	it('keeps what two records say alike, and what one says twice differently', () => {
		const others = [epochs(12, 'a.json'), epochs(12, 'b.json'), epochs(13, 'b.json')];
		const { disagreements } = merge([{ rank: insideRank, values: [epochs(3, 'x')] }, { rank: insideRank, values: others }], 'params');
		assert.equal(disagreements[0]?.others.length, 3);
	});
});
