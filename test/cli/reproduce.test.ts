import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cli, done, folder, git, workspace, type Printed, type Workspace } from './cli';

describe('cli: reproduce', function () {
	this.timeout(90_000);
	let at: Workspace;

	before(async () => {
		at = await workspace();
		await at.put('train.sh', 'printf "weights %s" "$(cat seed.txt)" > churn.bin\n');
		await at.put('seed.txt', '7');
		await at.put('churn.bin', 'weights 7');
		await done(at.folder, 'register', 'churn.bin', '--model', 'churn');
	});

	it('shows what would be run, and runs nothing unasked', async () => {
		const before = await done(at.folder, 'reproduce', 'churn@v1');
		assert.match(before, /^No command is on record\. Say it: --command/);
		const answer = await cli(at.folder, ['reproduce', 'churn@v1', '--yes']);
		assert.deepEqual([answer.code, /No command is on record/.test(answer.stderr)], [2, true]);
		const wrong = await cli(at.folder, ['reproduce', 'churn@v1', '--tolerance', 'much']);
		assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
		assert.match(await done(at.folder, 'reproduce', 'churn@v1', '--command', 'touch evil'), /^touch evil\n[^]*Nothing was run\./);
		assert.equal(existsSync(join(at.folder, 'evil')), false);
		assert.equal(await done(at.folder, 'reproduce', 'churn@v1', '--environment'), '# No package versions are on record.\n');
	});

	it('runs it in the exact code, compares, records, and leaves nothing behind', async () => {
		await at.put('seed.txt', '8');
		const status = git(at.folder, 'status', '--porcelain', '--', 'train.sh', 'seed.txt', 'churn.bin');
		assert.equal(await done(at.folder, 'reproduce', 'churn@v1', '--yes', '--command', 'sh train.sh'), 'churn v1: Byte for byte the same.\n');
		assert.equal(git(at.folder, 'status', '--porcelain', '--', 'train.sh', 'seed.txt', 'churn.bin'), status);
		assert.equal(git(at.folder, 'worktree', 'list').split('\n').length, 1);
		assert.match(await done(at.folder, 'reproduce', 'churn@v1'), /^sh train\.sh {2}from Rosa Klein\n/);
		const answer = await cli(at.folder, ['reproduce', 'churn@v1', '--yes', '--record', 'no', '--json']);
		assert.equal(answer.stderr, '$ sh train.sh\n');
		const result = JSON.parse(answer.stdout) as Printed;
		assert.deepEqual([result.verdict, result.record, result.digest.was === result.digest.is], ['identical', null, true]);
		const history = await done(at.folder, 'history', 'churn@v1');
		assert.match(history, /reproduced it byte for byte/);
		assert.match(history, /recorded the command that makes it: sh train\.sh/);
	});

	it('ends with 1 where it comes out otherwise, and keeps the folder that was named', async () => {
		const to = join(await folder(), 'code');
		const answer = await cli(at.folder, ['reproduce', 'churn@v1', '--yes', '--to', to, '--command', 'echo other > churn.bin']);
		assert.deepEqual([answer.code, answer.stdout], [1, 'churn v1: Other bytes, and no metric was measured again to compare by.\n']);
		assert.ok(existsSync(join(to, 'churn.bin')));
		await done(at.folder, 'checkout', '--remove', to, '--force');
	});
});
