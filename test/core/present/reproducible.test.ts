import assert from 'node:assert/strict';
import type { Input } from '../../../src/core/model';
import { reproducible } from '../../../src/core/present/reproducible';

type Details = Parameters<typeof reproducible>[0];

const nothing: Details = {
	gitState: null, untied: 'no git', params: {}, purged: undefined, tags: {},
	facts: { kind: 'model', library: undefined, signature: undefined, inputs: [], runs: [], environment: {}, warnings: [], disagreements: [] },
	artifact: { digest: 'a'.repeat(64), kind: 'file', format: 'unknown', bytes: 1, path: 'a', storage: 'reference' },
};
const input = (relation: Input['relation'], more: Partial<Input>): Input => ({ relation, name: 'it', source: { tool: 'test' }, certainty: 'certain', ...more });
const text = (details: Details, command?: string) => reproducible(details, command).map(({ what, pinned, text: said }) => `${pinned ? '+' : '-'} ${what}: ${said}`);

describe('what of a version is pinned', () => {
	it('is nothing where nothing is on record', () => {
		assert.deepEqual(reproducible(nothing).filter(pin => pin.pinned), []);
		assert.deepEqual(reproducible(nothing).map(pin => pin.what), ['code', 'data', 'environment', 'parameters', 'seed', 'command', 'hardware', 'bytes']);
	});

	it('is everything where all of it is by content', () => {
		assert.deepEqual(text({
			...nothing, params: { 'data.random_state': 7, lr: 0.1 }, artifact: { ...nothing.artifact, storage: 'copy' },
			gitState: { commit: 'c'.repeat(40), branch: 'main', remote: null, dirty: true, path: 'a', snapshot: 'd'.repeat(40), leftOut: [] },
			facts: {
				...nothing.facts, environment: { python: '3.12', torch: '2.5' }, runs: [{ tool: 'mlflow', id: 'r1', path: 'mlruns', hardware: 'NVIDIA A100 × 2' }],
				inputs: [input('trained-on', { source: { tool: 'dvc', field: `deps (md5 ${'a'.repeat(32)})` } }), input('evaluated-on', { digest: 'b'.repeat(64) }), input('fine-tuned-from', { uri: 'hf://org/base@fb53ab8' })],
			},
		}, 'python train.py'), ['+ code: ccccccc, exact state kept', '+ data: all 2 by content', '+ bases: it', '+ environment: 2 packages', '+ parameters: 2 recorded', '+ seed: data.random_state = 7', '+ command: python train.py', '+ hardware: NVIDIA A100 × 2', '+ bytes: kept by their digest']);
	});

	it('names what is loose', () => {
		const [code, data, bases] = text({
			...nothing, gitState: { commit: 'c'.repeat(40), branch: 'main', remote: null, dirty: true, path: 'a', snapshot: null, leftOut: ['x'] },
			facts: { ...nothing.facts, inputs: [input('trained-on', { name: 'data.csv', uri: 'data.csv' }), input('trained-on', {}), input('adapter-of', { uri: 'hf://org/base@main' })] },
		});
		assert.deepEqual([code, data, bases], ['- code: its uncommitted changes were not kept: commit them before registering', '- data: data.csv and 1 more by name only: track it with DVC or link it by its file', '- bases: it by name only: register it, or name its commit on the Hub']);
		assert.equal(text({ ...nothing, purged: new Date() }).at(-1), '- bytes: purged');
	});
});
