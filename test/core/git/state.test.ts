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

	async function why(folder: string, path = 'model.bin'): Promise<string> {
		const state = await (await openGit(folder)).state(join(folder, path));
		assert.ok(!state.tied);
		assert.match(state.why, /^[A-Zg][^]*\.$/);
		return state.why;
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
		assert.equal(await why(folder, '../elsewhere.bin'), 'It lies outside the workspace folder.');
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

	it('no repository, and one that appears later', async () => {
		const folder = box.folder();
		const opened = await openGit(folder);
		assert.equal(await why(folder), "The folder isn't in a git repository.");
		assert.deepEqual([await opened.topLevel(), await opened.gitFolder(), await opened.head()], [null, null, null]);
		git(folder, 'init', '-q');
		assert.equal((await opened.state(join(folder, 'model.bin'))).tied, true);
		rmSync(join(folder, '.git'), { recursive: true });
		assert.equal((await opened.state(join(folder, 'model.bin'))).tied, false);
	});

	it('a bare repository, and the inside of a git folder', async () => {
		const bare = box.folder();
		git(bare, 'init', '-q', '--bare');
		assert.equal(await why(bare), 'The repository is bare: there is no working tree to tie to.');
		assert.match(await why(join(box.repository(), '.git')), /bare|\.git folder/);
	});

	it('broken repositories', async () => {
		const broken: Record<string, [RegExp, (folder: string) => void]> = {
			'no HEAD': [/The \.git in this folder isn't a repository that git can read\./, folder => rmSync(join(folder, '.git/HEAD'))],
			config: [/The repository can't be read: bad config line 1 in file \.git\/config\./, folder => writeFileSync(join(folder, '.git/config'), '[[')],
			index: [/The repository can't be read: .*(index|signature)/, folder => writeFileSync(join(folder, '.git/index'), 'x'.repeat(100))],
			commit: [/The repository can't be read: /, folder => rmSync(join(folder, '.git/objects', git(folder, 'rev-parse', 'HEAD').slice(0, 2)), { recursive: true })],
			'link to nowhere': [/The repository that the folder belonged to is gone\./, folder => { rmSync(join(folder, '.git'), { recursive: true }); writeFileSync(join(folder, '.git'), 'gitdir: ../gone'); }],
			format: [/The repository needs a newer git: /, folder => git(folder, 'config', 'core.repositoryFormatVersion', '99')],
		};
		for (const [name, [sentence, damage]] of Object.entries(broken)) {
			const folder = box.repository();
			damage(folder);
			const said = await why(folder, 'train.py');
			assert.match(said, sentence, name);
			assert.ok(!said.includes(folder), name);
			const snapshot = await (await openGit(folder)).snapshot('01KAX30000000000000000000A');
			assert.deepEqual([snapshot.commit, snapshot.leftOut.length], [null, 1], name);
			assert.equal((await (await openGit(folder)).author()).name.length > 0, true, name);
		}
	});

	it("a repository of another user's", async function () {
		if (process.getuid?.() !== 0) { this.skip(); }
		const folder = box.repository();
		const { chownSync } = await import('node:fs');
		chownSync(folder, 12345, 12345);
		chownSync(join(folder, '.git'), 12345, 12345);
		assert.match(await why(folder), /^git refuses the repository because its folder belongs to another user/);
		git(folder, 'config', '--global', 'safe.directory', folder);
		assert.equal((await tied(folder, 'train.py')).branch, 'main');
	});

	it('no git, an old git, and an owner without a name', async () => {
		const folder = box.repository();
		const path = process.env.PATH;
		const tools = box.folder();
		try {
			process.env.PATH = tools;
			const opened = await openGit(folder);
			assert.equal(await why(folder), "git isn't installed, or isn't on the PATH.");
			assert.deepEqual(await opened.snapshot('01KAX3'), { commit: null, leftOut: ["git isn't installed, or isn't on the PATH."] });
			assert.deepEqual([await opened.topLevel(), await opened.head(), await opened.hasSnapshot('01KAX3'), await opened.dropSnapshot('01KAX3')], [null, null, false, undefined]);
			const author = await opened.author();
			assert.ok(author.name !== '' && author.email === '');

			// rev-parse prints what it doesn't know: so does every git before 2.31.
			writeFileSync(join(tools, 'git'), '#!/bin/sh\ncase "$*" in *rev-parse*) echo --path-format=absolute; echo false;; *version) echo git version 2.17.1;; *) exit 129;; esac\n', { mode: 0o755 });
			assert.equal(await why(folder), 'git is too old (2.17.1); 2.31 or newer is needed.');
			assert.ok((await (await openGit(folder)).author()).name !== '');
		} finally {
			process.env.PATH = path;
		}
		assert.deepEqual(await (await openGit(folder)).author(), { name: 'Ada Lovelace', email: 'ada@example.org' });
		assert.deepEqual(await (await openGit(box.folder())).author(), { name: 'Ada Lovelace', email: 'ada@example.org' });
		assert.equal(await why(join(folder, 'not there')), "The folder isn't there any more.");
	});

	it('what git fails at for no known reason is an error that names it', async () => {
		const folder = box.repository({ '.gitattributes': '*.py filter=broken\n', 'train.py': '1' });
		git(folder, 'config', '--global', 'filter.broken.clean', 'exit 3');
		git(folder, 'config', '--global', 'filter.broken.required', 'true');
		write(folder, { 'train.py': '2' });
		await assert.rejects((await openGit(folder)).snapshot('01KAX3'), { name: 'RegistryError', reason: 'git-failed', message: /^git could not read the state of the working tree: train.py: clean filter 'broken' failed\.$|^git could not write/ });
	});

	it('a branch whose name is no ASCII, and files with strange names', async () => {
		const names = ['-rf', ' leading', 'new\nline', 'quote"d', "it's", 'ünï ✓.bin', '*', ':(top)x', 'back\\slash'];
		const folder = box.repository();
		git(folder, 'checkout', '-q', '-b', 'fonction/ünï');
		for (const name of names) {
			writeFileSync(join(folder, name), name);
			const state = await tied(folder, name);
			assert.deepEqual([state.path, state.branch, state.dirty], [name, 'fonction/ünï', true]);
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
