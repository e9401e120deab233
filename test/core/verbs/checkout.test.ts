import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { openRegistry } from '../../../src/core/registry';
import { withWorkspace, type Workspace } from '../support/workspace';

const refused = (reason: string, text: RegExp) => (error: unknown) => RegistryError.is(error) && error.reason === reason && text.test(error.message);

/** A repository with a dirty tree, and a version made in it. */
async function trained(workspace: Workspace) {
	workspace.git('init', '-q');
	workspace.write('train.py', 'lr = 0.1\n');
	workspace.write('.gitignore', 'models/\n');
	workspace.git('add', '.');
	workspace.git('commit', '-qm', 'first');
	workspace.write('train.py', 'lr = 0.2\n');
	workspace.write('new.py', 'print("new")\n');
	workspace.write('models/churn.bin', 'weights');
	const registry = await workspace.initialised({ git: true });
	await registry.register('models/churn.bin', { model: 'churn' });
	return registry;
}

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-checkout-')));
	try { await test(folder); } finally { rmSync(folder, { recursive: true, force: true }); }
}

describe('the code of a version', () => {
	it('is opened beside the user\'s own, uncommitted changes and artifact included, and nothing of theirs is touched', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		workspace.write('.git/hooks/post-checkout', '#!/bin/sh\ntouch hook-ran\n');
		chmodSync(join(workspace.folder, '.git/hooks/post-checkout'), 0o755);
		workspace.write('train.py', 'lr = 0.3\n');
		const state = () => [workspace.git('status', '--porcelain'), workspace.git('branch', '--all'), workspace.git('stash', 'list'), readFileSync(join(workspace.folder, 'train.py'), 'utf8')];
		const before = state();
		const to = join(folder, 'code');
		const opened = await registry.checkout('churn@v1', { to });
		assert.deepEqual(state(), before);
		assert.equal(existsSync(join(to, 'hook-ran')) || existsSync(join(workspace.folder, 'hook-ran')), false);
		assert.deepEqual([opened.exact, opened.folder, opened.workspace, opened.files], [true, to, to, ['models/churn.bin']]);
		assert.deepEqual(['train.py', 'new.py', 'models/churn.bin'].map(path => readFileSync(join(to, path), 'utf8')), ['lr = 0.2\n', 'print("new")\n', 'weights']);
		assert.deepEqual((await registry.checkouts()).map(({ path, commit }) => [path, commit]), [[to, opened.commit]]);
		await assert.rejects(registry.checkout('churn@v1', { to }), refused('would-overwrite', /is there already/));
		writeFileSync(join(to, 'train.py'), 'mine');
		await assert.rejects(registry.removeCheckout(to), refused('checkout-changed', /train\.py\. Commit or copy/));
		await registry.removeCheckout(to, { force: true });
		assert.equal(existsSync(to), false);
		assert.deepEqual(await registry.checkouts(), []);
		assert.equal(workspace.git('worktree', 'list').trim().split('\n').length, 1);
	})));

	it('is cleaned up without a word where nothing was changed, and where the folder was deleted', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		await registry.checkout('churn', { to: join(folder, 'a') });
		await registry.removeCheckout(join(folder, 'a'));
		await registry.checkout('churn', { to: join(folder, 'b') });
		rmSync(join(folder, 'b'), { recursive: true });
		await registry.removeCheckout(join(folder, 'b'));
		assert.deepEqual(await registry.checkouts(), []);
		await assert.rejects(registry.removeCheckout(workspace.folder), refused('no-checkout', /is no folder that the code of a version was opened in/));
	})));

	it('is refused inside the repository, where it is not tied, and where it is not here', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		await assert.rejects(registry.checkout('churn', { to: 'inside' }), refused('bad-value', /lies in the repository itself/));
		await assert.rejects(registry.checkout('churn', { to: join(workspace.folder, 'models') }), refused('bad-value', /lies in the repository itself/));
		await registry.close();
		const bare = workspace.open();
		await bare.register(workspace.write('models/other.bin', 'other'), { model: 'untied' });
		await bare.close();
		const again = workspace.open({ git: true });
		await assert.rejects(again.checkout('untied', { to: join(folder, 'x') }), refused('not-tied', /^untied@v1 is not tied to git/));
		assert.equal(existsSync(join(folder, 'x')), false);
	})));

	it('goes to a second clone by push and fetch, and is the same there byte for byte', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		const remote = join(folder, 'remote.git');
		const git = (cwd: string, ...args: string[]) => execFileSync('git', ['-c', 'user.name=B', '-c', 'user.email=b@example.com', ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
		git(folder, 'init', '-q', '--bare', '-b', 'main', remote);
		await assert.rejects(registry.shareSnapshots('push'), refused('bad-value', /this repository has no remote/));
		workspace.git('remote', 'add', 'origin', remote);
		workspace.git('add', '.model-registry');
		workspace.git('commit', '-qm', 'registry');
		workspace.git('push', '-q', 'origin', 'HEAD:main');
		git(folder, 'clone', '-q', remote, 'clone');
		const clone = join(folder, 'clone');
		const theirs = openRegistry({ folder: clone });
		try {
			const based = await theirs.checkout('churn', { to: join(folder, 'based') });
			assert.deepEqual([based.exact, readFileSync(join(folder, 'based/train.py'), 'utf8')], [false, 'lr = 0.1\n'], 'the commit it was based on came with the clone');
			assert.match(based.notes[0] ?? '', /uncommitted changes are not in this clone.*snapshots fetch/);
			assert.deepEqual(await registry.shareSnapshots('push'), { remote: 'origin', moved: 1, total: 1 });
			assert.deepEqual(await registry.shareSnapshots('push'), { remote: 'origin', moved: 0, total: 1 });
			assert.deepEqual(await theirs.shareSnapshots('fetch'), { remote: 'origin', moved: 1, total: 1 });
			const opened = await theirs.checkout('churn', { to: join(folder, 'code') });
			assert.equal(opened.exact, true);
			assert.equal(readFileSync(join(folder, 'code/train.py'), 'utf8'), 'lr = 0.2\n');
			assert.deepEqual(opened.files, []);
			assert.match(opened.notes.join(' '), /The model itself is not in place\. The bytes of churn@v1 are missing/);
			await assert.rejects(theirs.shareSnapshots('fetch', '--upload-pack=touch x'), refused('bad-value', /it is no remote of this repository; there is origin/));
			git(clone, 'config', 'core.sshCommand', 'touch evil');
			await assert.rejects(theirs.shareSnapshots('fetch'), refused('git-failed', /names a program for it \(core\.sshcommand\)/));
			assert.equal(dirname(opened.folder), folder);
		} finally {
			await theirs.close();
		}
	})));
});
