import assert from 'node:assert/strict';
import { cli, json, workspace, type Printed } from './cli';

describe('cli: several at once', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	it('two processes that register, and one that promotes, lose nothing and share no number', async () => {
		const at = await workspace();
		await Promise.all(['seed', ...Array.from({ length: 6 }, (_, i) => `m${i}`)].map(name => at.put(`${name}.bin`, name)));
		await json(at.folder, 'register', 'seed.bin', '--model', 'x');
		const answers = await Promise.all([
			cli(at.folder, ['register', 'm0.bin', 'm1.bin', 'm2.bin', '--model', 'x', '--json']),
			cli(at.folder, ['register', 'm3.bin', 'm4.bin', 'm5.bin', '--model', 'x', '--json']),
			cli(at.folder, ['alias', 'set', 'x@v1', 'production']),
		]);
		for (const { code, stderr } of answers) { assert.deepEqual([code, stderr], [0, '']); }
		const versions = await json(at.folder, 'list', 'x') as Printed[];
		assert.deepEqual(versions.map(version => version.number), [7, 6, 5, 4, 3, 2, 1]);
		assert.equal(new Set(versions.map(version => version.artifact.path)).size, 7);
		assert.deepEqual(versions.at(-1).aliases, ['production']);
		assert.deepEqual((await json(at.folder, 'doctor')).problems, []);
	});
});
