import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tied } from '../../../src/core/git/state';
import { openGit } from '../../../src/core/git/git';
import { fingerprint, git, gitWith, sandbox, write } from './sandbox';

describe('git: state', () => {
	const box = sandbox();

	async function tied(folder: string, path: string): Promise<Tied> {
		const state = await (await openGit(folder)).state(join(folder, path));
		assert.ok(state.tied, state.tied ? '' : state.why);
		return state;
	}

	it('names commit, branch, remote and the path in the repository', async () => {
		const folder = box.repository();
		git(folder, 'remote', 'add', 'origin', 'https://ada:s3cret@example.org/churn.git');
		const before = fingerprint(folder);
		assert.deepEqual(await tied(folder, 'src/model.py'), {
			tied: true, commit: git(folder, 'rev-parse', 'HEAD').trim(), branch: 'main', remote: 'https://example.org/churn.git',
			dirty: false, path: 'src/model.py', notes: [],
		});
		assert.deepEqual(fingerprint(folder), before);
	});

	it('the remote is the one that the branch follows', async () => {
		const folder = box.repository();
		git(folder, 'remote', 'add', 'origin', 'https://example.org/origin.git');
		git(folder, 'remote', 'add', 'fork', 'git@example.org:ada/fork.git');
		assert.equal((await tied(folder, 'train.py')).remote, 'https://example.org/origin.git');
		git(folder, 'config', 'branch.main.remote', 'fork');
		assert.equal((await tied(folder, 'train.py')).remote, 'git@example.org:ada/fork.git');
		git(folder, 'config', 'branch.main.remote', '.');
		assert.equal((await tied(folder, 'train.py')).remote, 'https://example.org/origin.git');
		git(folder, 'remote', 'set-url', 'origin', folder);
		assert.equal((await tied(folder, 'train.py')).remote, null);
	});

	it('is dirty by a change, a staged change, a deletion or a new file, but not by ignored files or the registry', async () => {
		const changes: Record<string, [boolean, (folder: string) => void]> = {
			change: [true, folder => write(folder, { 'train.py': 'print(2)\n' })],
			staged: [true, folder => { write(folder, { 'train.py': 'print(2)\n' }); git(folder, 'add', 'train.py'); }],
			deletion: [true, folder => rmSync(join(folder, 'train.py'))],
			'new file': [true, folder => write(folder, { 'deep/er/new.py': '' })],
			touch: [false, folder => write(folder, { 'train.py': 'print(1)\n' })],
			ignored: [false, folder => { write(folder, { '.git/info/exclude': 'data/\n', 'data/x.csv': '1' }); }],
			registry: [false, folder => write(folder, { '.model-registry/records/2026-11/a.json': '{}', 'sub/.model-registry/registry.json': '{}', 'sub/code.py': '' })],
			'tracked registry': [false, folder => { write(folder, { '.model-registry/registry.json': '{"a":1}' }); }],
		};
		for (const [name, [dirty, change]] of Object.entries(changes)) {
			const folder = box.repository({ 'train.py': 'print(1)\n', '.model-registry/registry.json': '{}', 'sub/code.py': '' });
			change(folder);
			const before = fingerprint(folder);
			assert.equal((await tied(folder, 'train.py')).dirty, dirty, name);
			assert.deepEqual(fingerprint(folder), before, name);
		}
	});

	it('a repository without a commit, and a detached head', async () => {
		const empty = box.folder();
		git(empty, 'init', '-q', '-b', 'début');
		const state = await tied(empty, 'model.bin');
		assert.deepEqual([state.commit, state.branch, state.dirty], [null, 'début', false]);
		assert.deepEqual(state.notes, ['The repository has no commit yet.']);
		assert.equal(await (await openGit(empty)).head(), null);

		const folder = box.repository();
		git(folder, 'checkout', '-q', '--detach');
		const detached = await tied(folder, 'train.py');
		assert.deepEqual([detached.commit, detached.branch], [git(folder, 'rev-parse', 'HEAD').trim(), null]);
	});

	it('a workspace that is a folder of the repository', async () => {
		const folder = box.repository({ 'ml/train.py': '', 'web/index.js': '' });
		const workspace = join(folder, 'ml');
		assert.equal((await tied(workspace, 'models/a b.bin')).path, 'ml/models/a b.bin');
		write(folder, { 'web/index.js': 'changed' });
		assert.equal((await tied(workspace, 'train.py')).dirty, true);
		assert.equal(await (await openGit(workspace)).topLevel(), folder);
	});

	it('a workspace that was opened through a link, and a folder in it that is one', async () => {
		const folder = box.repository();
		const link = join(box.folder(), 'link');
		symlinkSync(folder, link);
		assert.equal((await tied(link, 'src/model.py')).path, 'src/model.py');
		// A path by the other name of the workspace.
		const state = await (await openGit(link)).state(join(folder, 'src', 'model.py'));
		assert.equal(state.tied && state.path, 'src/model.py');

		const disk = box.folder();
		write(disk, { 'a.bin': 'x' });
		symlinkSync(disk, join(folder, 'models'));
		assert.equal((await tied(folder, 'models/a.bin')).path, 'models/a.bin');
		assert.deepEqual(await (await openGit(folder)).state(join(folder, '../elsewhere.bin')), { tied: false, why: 'It lies outside the workspace folder.' });
	});

	it('the innermost repository around the file', async () => {
		const outer = box.repository();
		const inner = join(outer, 'packages', 'inner');
		mkdirSync(inner, { recursive: true });
		git(inner, 'init', '-q', '-b', 'inside');
		git(inner, 'commit', '-q', '--allow-empty', '-m', 'x');
		const all = await openGit(outer);
		const [one, two] = [await all.state(join(outer, 'train.py')), await all.state(join(inner, 'models', 'a.bin'))];
		assert.ok(one.tied && two.tied);
		assert.deepEqual([one.branch, one.path, two.branch, two.path], ['main', 'train.py', 'inside', 'models/a.bin']);
		// What comes and goes while it is open.
		rmSync(join(inner, '.git'), { recursive: true });
		const three = await all.state(join(inner, 'models', 'a.bin'));
		assert.ok(three.tied);
		assert.deepEqual([three.branch, three.path], ['main', 'packages/inner/models/a.bin']);
	});

	it('a workspace that holds repositories and is none', async () => {
		const workspace = box.folder();
		git(workspace, 'init', '-q', 'one');
		const all = await openGit(workspace);
		assert.equal((await all.state(join(workspace, 'one', 'a.bin'))).tied, true);
		assert.equal((await all.state(join(workspace, 'a.bin'))).tied, false);
		assert.equal(await all.topLevel(), null);
	});

	it('a submodule, with its own changes noticed from the repository around it', async () => {
		const library = box.repository({ 'lib.py': '1\n' });
		const folder = box.repository();
		git(folder, 'submodule', '--quiet', 'add', library, 'vendor/lib');
		git(folder, 'commit', '-q', '-m', 'lib');
		assert.equal((await tied(folder, 'train.py')).dirty, false);
		const inside = await tied(folder, 'vendor/lib/weights.bin');
		assert.deepEqual([inside.path, inside.commit], ['weights.bin', git(library, 'rev-parse', 'HEAD').trim()]);
		assert.deepEqual(inside.notes, ['It is tied to the submodule that it lies in, not to the repository around it.']);

		const before = fingerprint(folder);
		write(folder, { 'vendor/lib/lib.py': '2\n' });
		assert.equal((await tied(folder, 'train.py')).dirty, true);
		write(folder, { 'vendor/lib/lib.py': '1\n' });
		assert.equal((await tied(folder, 'train.py')).dirty, false);
		git(join(folder, 'vendor/lib'), 'commit', '-q', '--allow-empty', '-m', 'on');
		assert.equal((await tied(folder, 'train.py')).dirty, true);
		assert.notDeepEqual(fingerprint(folder), before);
	});

	it('a linked worktree', async () => {
		const folder = box.repository();
		const tree = join(box.folder(), 'tree');
		git(folder, 'worktree', 'add', '-q', '-b', 'side', tree);
		const state = await tied(tree, 'src/model.py');
		assert.deepEqual([state.branch, state.path], ['side', 'src/model.py']);
		const worktree = await openGit(tree);
		assert.equal(await worktree.gitFolder(), join(folder, '.git', 'worktrees', 'tree'));
		assert.equal(await worktree.topLevel(), tree);
	});

	it('a worktree of a bare repository', async () => {
		const bare = box.folder();
		git(box.repository(), 'clone', '-q', '--bare', '.', bare);
		const tree = join(box.folder(), 'tree');
		git(bare, 'worktree', 'add', '-q', tree, 'main');
		assert.equal((await tied(tree, 'train.py')).branch, 'main');
	});

	it('a shallow clone', async () => {
		const folder = box.repository();
		git(folder, 'commit', '-q', '--allow-empty', '-m', 'second');
		const clone = box.folder();
		git(clone, 'clone', '-q', '--depth', '1', `file://${folder}`, '.');
		assert.deepEqual((await tied(clone, 'train.py')).notes, ['The clone is shallow: commits before its depth are not here.']);
	});

	it('the middle of a merge', async () => {
		const folder = box.repository();
		conflict(folder);
		const state = await tied(folder, 'train.py');
		assert.equal(state.dirty, true);
		assert.deepEqual(state.notes, ['A merge is not finished: one file has conflicts, kept as they stand in the working tree.']);
	});

	it('a branch whose name is no ASCII, and files with strange names', async () => {
		const names = ['-rf', ' leading', 'new\nline', 'quote"d', "it's", 'ünï ✓.bin', '*', ':(top)x', 'back\\slash'];
		const folder = box.repository();
		git(folder, 'checkout', '-q', '-b', 'fonction/ünï');
		for (const [i, name] of names.entries()) {
			writeFileSync(join(folder, name), name);
			const state = await tied(folder, name);
			// The file that is asked about is no change of the code; those before it are.
			assert.deepEqual([state.path, state.branch, state.dirty], [name, 'fonction/ünï', i > 0]);
		}
	});

	it('a raised signal ends it in one sentence', async () => {
		const folder = box.repository();
		const stop = new AbortController();
		const opened = await openGit(folder, { signal: stop.signal });
		stop.abort();
		await assert.rejects(opened.state(join(folder, 'train.py')), { name: 'RegistryError', reason: 'cancelled' });
	});

	/** Leaves train.py in conflict. */
	function conflict(folder: string): void {
		git(folder, 'checkout', '-q', '-b', 'other');
		write(folder, { 'train.py': 'other\n' });
		git(folder, 'commit', '-q', '-am', 'other');
		git(folder, 'checkout', '-q', 'main');
		write(folder, { 'train.py': 'mine\n' });
		git(folder, 'commit', '-q', '-am', 'mine');
		assert.throws(() => gitWith({}, folder, 'merge', '-q', 'other'));
	}
});
