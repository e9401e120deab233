import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../../src/core/git/git';
import { fingerprint, git, sandbox, write } from './sandbox';
import { id, ref, taking } from './taking';

describe('git: snapshot of every kind of repository', () => {
	const box = sandbox();
	const { take, assertWhole } = taking(box);

	it('a repository without a commit: a root commit', async () => {
		const folder = box.folder();
		git(folder, 'init', '-q');
		assert.match((await take(folder)).commit, /^[0-9a-f]{40}$/);
		write(folder, { 'a.py': '1', 'b.py': '2' });
		git(folder, 'add', 'a.py');
		const { commit } = await take(folder);
		assertWhole(folder);
		assert.equal(git(folder, 'rev-list', '--count', commit).trim(), '1');
	});

	it('the middle of a merge: conflicts as they stand in the working tree', async () => {
		const folder = box.repository({ 'a.py': '1\n', 'gone.py': '1\n', 'big.bin': '1\n' });
		git(folder, 'checkout', '-q', '-b', 'other');
		write(folder, { 'a.py': 'other\n', 'gone.py': 'other\n', 'big.bin': 'other\n' });
		git(folder, 'commit', '-q', '-am', 'other');
		git(folder, 'checkout', '-q', 'main');
		write(folder, { 'a.py': 'mine\n', 'big.bin': 'mine\n' });
		git(folder, 'rm', '-q', 'gone.py');
		git(folder, 'commit', '-q', '-am', 'mine');
		assert.throws(() => git(folder, 'merge', 'other'));
		rmSync(join(folder, 'gone.py'));
		write(folder, { 'big.bin': 'x'.repeat(2000) });
		assert.deepEqual((await take(folder, { fileLimit: 1000 })).leftOut, ['big.bin has 2.0 KiB, more than the 1000 bytes that a snapshot takes in.']);
		assert.deepEqual(git(folder, 'ls-tree', '-r', '--name-only', ref).trim().split('\n'), ['a.py']);
		assert.equal(git(folder, 'show', `${ref}:a.py`), readFileSync(join(folder, 'a.py'), 'utf8'));
	});

	it("conflicts in the registry's own files are no part of it", async () => {
		const folder = box.repository({ 'a.py': '1\n', '.model-registry/registry.json': '1\n' });
		git(folder, 'checkout', '-q', '-b', 'other');
		write(folder, { '.model-registry/registry.json': 'other\n' });
		git(folder, 'commit', '-q', '-am', 'other');
		git(folder, 'checkout', '-q', 'main');
		write(folder, { '.model-registry/registry.json': 'mine\n' });
		git(folder, 'commit', '-q', '-am', 'mine');
		assert.throws(() => git(folder, 'merge', 'other'));
		assert.equal((await take(folder)).commit, git(folder, 'rev-parse', 'HEAD').trim());
		write(folder, { 'a.py': '2\n' });
		await take(folder);
		assert.equal(git(folder, 'ls-tree', '-r', '--name-only', ref), 'a.py\n');
	});

	it('the middle of a rebase, a detached head, a stash and a reflog stay what they are', async () => {
		const folder = box.repository({ 'a.py': '1\n', 'b.py': '1\n' });
		write(folder, { 'b.py': 'stashed\n' });
		git(folder, 'stash', '-q');
		git(folder, 'checkout', '-q', '-b', 'other');
		write(folder, { 'a.py': 'other\n' });
		git(folder, 'commit', '-q', '-am', 'other');
		git(folder, 'checkout', '-q', 'main');
		write(folder, { 'a.py': 'mine\n' });
		git(folder, 'commit', '-q', '-am', 'mine');
		assert.throws(() => git(folder, 'rebase', 'other'));
		write(folder, { 'c.py': '3\n' });
		await take(folder);
		assertWhole(folder);
	});

	it('a linked worktree: its own state, its own index, the shared refs', async () => {
		const folder = box.repository();
		const tree = join(box.folder(), 'tree');
		git(folder, 'worktree', 'add', '-q', '-b', 'side', tree);
		write(tree, { 'train.py': 'side\n', 'new.py': '1' });
		const main = fingerprint(folder);
		await take(tree);
		assert.deepEqual(fingerprint(folder), main);
		assert.equal(git(folder, 'show', `${ref}:train.py`), 'side\n');
		assert.equal(await (await openGit(folder)).hasSnapshot(id), true);
	});

	it('submodules: the commit that is checked out, and a word on what is not committed in there', async () => {
		const library = box.repository({ 'lib.py': '1\n' });
		const folder = box.repository();
		git(folder, 'submodule', '--quiet', 'add', library, 'vendor/lib');
		git(folder, 'commit', '-q', '-m', 'lib');
		const inner = join(folder, 'vendor/lib');
		git(inner, 'commit', '-q', '--allow-empty', '-m', 'on');
		assert.deepEqual((await take(folder)).leftOut, []);
		assert.equal(git(folder, 'rev-parse', `${ref}:vendor/lib`), git(inner, 'rev-parse', 'HEAD'));
		write(inner, { 'lib.py': '2\n' });
		assert.deepEqual((await take(folder)).leftOut, ['vendor/lib is a submodule with uncommitted changes, of which only the commit is kept.']);
		assertWhole(folder);
		// A model inside the submodule is tied to the submodule.
		await take(folder, { of: join(inner, 'model.bin') }, inner);
		assert.equal(git(inner, 'show', `${ref}:lib.py`), '2\n');
	});

	it('repositories inside that are no submodules', async () => {
		const folder = box.repository();
		const inner = join(folder, 'inner');
		mkdirSync(inner);
		git(inner, 'init', '-q');
		write(inner, { 'a.py': '1' });
		write(folder, { 'new.py': '1' });
		assert.deepEqual((await take(folder)).leftOut, ['inner/ is a repository of its own without a commit.']);
		git(inner, 'commit', '-q', '--allow-empty', '-m', 'x');
		assert.deepEqual((await take(folder)).leftOut, ['inner/ is a repository of its own, of which only the commit is kept.']);
		assertWhole(folder);
	});

	it('sparse checkout: what is not checked out stays in the snapshot', async () => {
		const folder = box.repository({ 'a/one.py': '1', 'b/two.py': '2', 'top.py': '3' });
		git(folder, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'a');
		assert.ok(!existsSync(join(folder, 'b')));
		write(folder, { 'a/one.py': 'changed', 'a/new.py': 'n' });
		await take(folder);
		assert.deepEqual(git(folder, 'ls-tree', '-r', '--name-only', ref).trim().split('\n'), ['a/new.py', 'a/one.py', 'b/two.py', 'top.py']);
		assert.equal(git(folder, 'show', `${ref}:a/one.py`), 'changed');
	});

	it('a split index, an untracked cache and reflogs for all refs', async () => {
		const folder = box.repository();
		git(folder, 'config', 'core.splitIndex', 'true');
		git(folder, 'config', 'core.untrackedCache', 'true');
		git(folder, 'config', 'core.logAllRefUpdates', 'always');
		git(folder, 'update-index', '--split-index');
		git(folder, 'status');
		write(folder, { 'train.py': '2', 'new.py': '3' });
		await take(folder);
		assertWhole(folder);
	});

	it('a shallow clone and a partial clone, without the network', async () => {
		const origin = box.repository({ 'a.py': '1', 'b/c.py': '2' });
		git(origin, 'config', 'uploadpack.allowFilter', 'true');
		git(origin, 'commit', '-q', '--allow-empty', '-m', 'second');
		for (const options of [['--depth', '1'], ['--filter=blob:none'], ['--filter=tree:0', '--sparse']]) {
			const clone = box.folder();
			git(clone, 'clone', '-q', ...options, `file://${origin}`, '.');
			write(clone, { 'a.py': 'changed' });
			await take(clone);
			assert.equal(git(clone, 'show', `${ref}:a.py`), 'changed', options.join(' '));
		}
	});

	it('outlives rebase, the loss of its branch and gc', async () => {
		const folder = box.repository();
		git(folder, 'checkout', '-q', '-b', 'work');
		write(folder, { 'train.py': 'committed\n' });
		git(folder, 'commit', '-q', '-am', 'to be squashed');
		write(folder, { 'new.py': 'dirty\n' });
		const { commit } = await take(folder);
		rmSync(join(folder, 'new.py'));
		git(folder, 'checkout', '-q', 'main');
		git(folder, 'commit', '-q', '--allow-empty', '-m', 'other');
		git(folder, 'rebase', '-q', 'main', 'work');
		git(folder, 'checkout', '-q', 'main');
		git(folder, 'branch', '-q', '-D', 'work');
		git(folder, 'reflog', 'expire', '--expire=now', '--all');
		git(folder, 'gc', '-q', '--prune=now');
		assert.equal(git(folder, 'show', `${commit}:new.py`), 'dirty\n');
		assert.equal(git(folder, 'show', `${commit}:train.py`), 'committed\n');

		const opened = await openGit(folder);
		assert.equal(await opened.hasSnapshot(id), true);
		await opened.dropSnapshot(id);
		await opened.dropSnapshot(id);
		assert.equal(await opened.hasSnapshot(id), false);
		git(folder, 'gc', '-q', '--prune=now');
		assert.throws(() => git(folder, 'cat-file', '-e', commit));
	});
});
