import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cli, done, folder, git, json, workspace, type Workspace } from './cli';

describe('cli: checkout and snapshots', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;
	let beside: string;

	before(async () => {
		at = await workspace();
		beside = await folder();
		await at.put('train.py', 'print("changed")\n');
		await at.put('models/churn.bin', 'weights');
		await done(at.folder, 'register', 'models/churn.bin', '--model', 'churn');
	});

	it('opens the code, lists it, and cleans it up', async () => {
		const to = join(beside, 'code');
		assert.equal(await done(at.folder, 'checkout', 'churn@v1', '--to', to), `churn v1: its exact code is in ${to}, with models/churn.bin in place.\n`);
		assert.equal(await readFile(join(to, 'train.py'), 'utf8'), 'print("changed")\n');
		assert.equal(await readFile(join(to, 'models/churn.bin'), 'utf8'), 'weights');
		assert.deepEqual((await json(at.folder, 'checkout', '--list')).map((one: { ref: string; path: string }) => [one.ref, one.path]), [['churn@v1', to]]);
		assert.match(await done(at.folder, 'checkout', '--list'), /^churn@v1 {2}[0-9a-f]{7} {2}\//);
		assert.equal(await done(at.folder, 'checkout', '--remove', to), `Removed ${to}.\n`);
		assert.equal(existsSync(to), false);
		assert.equal(await done(at.folder, 'checkout', '--list'), 'No code of a version is open.\n');
	});

	it('shares snapshots, and says what can\'t be', async () => {
		const cases: [string[], number, RegExp][] = [
			[['checkout', 'churn@v1'], 2, /needs --to DIR/],
			[['checkout'], 2, /takes a version, --list or --remove/],
			[['checkout', 'churn@v1', '--to', 'here'], 1, /lies in the repository itself/],
			[['checkout', 'churn@v9', '--to', join(beside, 'x')], 1, /There is no version/],
			[['checkout', '--remove', beside], 1, /is no folder that the code of a version was opened in/],
			[['snapshots', 'pull'], 2, /followed by push or fetch, not 'pull'/],
			[['snapshots', 'push'], 1, /this repository has no remote/],
		];
		for (const [args, code, expected] of cases) {
			const answer = await cli(at.folder, args);
			assert.deepEqual([answer.code, answer.stdout], [code, ''], args.join(' '));
			assert.match(answer.stderr, expected);
		}
		const remote = join(beside, 'remote.git');
		git(beside, 'init', '-q', '--bare', remote);
		git(at.folder, 'remote', 'add', 'hub', remote);
		assert.equal(await done(at.folder, 'snapshots', 'push'), 'Pushed 1 snapshot to hub.\n');
		assert.equal(await done(at.folder, 'snapshots', 'push', '--remote', 'hub'), 'Nothing new to push to hub.\n');
		assert.deepEqual(await json(at.folder, 'snapshots', 'fetch'), { remote: 'hub', fetched: 0, total: 1 });
	});
});
