import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { openGit } from '../../../src/core/git/git';
import type { Snapshot, SnapshotOptions } from '../../../src/core/git/snapshot';
import { fingerprint, git, gitWith, sandbox, treeOfEverything, write } from './sandbox';

const id = '01KAX3000000000000000000AB';
const ref = `refs/model-registry/${id}`;

describe('git: snapshot', () => {
	const box = sandbox();

	/** Takes it, and holds that nothing but objects and the ref came of it. */
	async function take(folder: string, options?: SnapshotOptions & { of?: string }, topLevel = folder): Promise<Snapshot & { commit: string }> {
		const before = fingerprint(topLevel);
		const opened = await openGit(folder);
		const { commit, leftOut } = await opened.snapshot(id, options);
		assert.deepEqual(fingerprint(topLevel), before);
		assert.ok(commit !== null, leftOut[0]);
		assert.equal(git(topLevel, 'rev-parse', ref).trim(), commit);
		assert.equal(await opened.hasSnapshot(id, options?.of), true);
		return { commit, leftOut };
	}

	/** `git add -A` in a copy of the repository gives the same tree. */
	function assertWhole(folder: string): void {
		const copy = box.folder();
		cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
		assert.equal(git(folder, 'rev-parse', `${ref}^{tree}`).trim(), treeOfEverything(copy));
	}

	it('is HEAD itself where nothing differs', async () => {
		const folder = box.repository();
		write(folder, { '.model-registry/records/a.json': '{}', 'train.py': 'print(1)\n' });
		assert.deepEqual(await take(folder), { commit: git(folder, 'rev-parse', 'HEAD').trim(), leftOut: [] });
	});

	it('is a commit on top of HEAD, by the user, in the name of the version', async () => {
		const folder = box.repository();
		write(folder, { 'train.py': 'print(2)\n' });
		const { commit } = await take(folder);
		assert.equal(git(folder, 'log', '-1', '--format=%P|%an|%ae|%cn|%ce|%B|%G?', commit).trim(), `${git(folder, 'rev-parse', 'HEAD').trim()}|Ada Lovelace|ada@example.org|Ada Lovelace|ada@example.org|Exact state of ${id}\n|N`);
		assertWhole(folder);
	});

	it('without a name in the settings it is by the login name', async () => {
		writeFileSync(box.globalConfig, '[init]\n\tdefaultBranch = main\n');
		const folder = box.folder();
		git(folder, 'init', '-q');
		write(folder, { 'a.py': '1' });
		const { commit } = await take(folder);
		const author = await (await openGit(folder)).author();
		assert.notEqual(author.name, '');
		assert.equal(author.email, '');
		assert.equal(git(folder, 'log', '-1', '--format=%an|%ae|%P', commit).trim(), `${author.name}||`);
	});

	it('holds every kind of change, and gives back the exact bytes', async () => {
		const folder = box.repository({
			'same.py': 'same\n', 'changed.py': 'a\n', 'staged.py': 'a\n', 'both.py': 'a\n', 'deleted.py': 'a\n', 'unstaged.py': 'a\n', 'script.sh': 'echo\n', 'moved.py': 'moved\n'.repeat(20),
			'becomes-folder': 'x', 'folder/becomes-file/a': 'x', 'folder/becomes-link/a': 'x', 'binary.bin': Buffer.from([0, 1, 2, 255]),
		});
		symlinkSync('same.py', join(folder, 'link'));
		git(folder, 'add', 'link');
		git(folder, 'commit', '-q', '-m', 'link');
		write(folder, { 'staged.py': 'b\n', 'both.py': 'b\n', 'new staged.py': 'n\n' });
		git(folder, 'add', 'staged.py', 'both.py', 'new staged.py');
		git(folder, 'rm', '-q', '--cached', 'unstaged.py');
		write(folder, { 'changed.py': 'b\r\n', 'both.py': 'c\n', 'new/deep/er.py': 'new\n', 'binary.bin': Buffer.from([255, 0, 13, 10]), '-dash': 'd', 'new\nline ü': 'n', 'empty': '' });
		rmSync(join(folder, 'deleted.py'));
		chmodSync(join(folder, 'script.sh'), 0o755);
		renameSync(join(folder, 'moved.py'), join(folder, 'elsewhere.py'));
		rmSync(join(folder, 'becomes-folder'));
		write(folder, { 'becomes-folder/a': 'y' });
		rmSync(join(folder, 'folder/becomes-file'), { recursive: true });
		write(folder, { 'folder/becomes-file': 'y' });
		rmSync(join(folder, 'folder/becomes-link'), { recursive: true });
		symlinkSync('../new/deep', join(folder, 'folder/becomes-link'));
		rmSync(join(folder, 'link'));
		symlinkSync('nowhere', join(folder, 'link'));
		git(folder, 'add', '-N', 'empty');
		assert.deepEqual((await take(folder)).leftOut, []);
		assertWhole(folder);

		const tree = join(box.folder(), 'tree');
		git(folder, 'worktree', 'add', '-q', '--detach', tree, ref);
		for (const path of git(folder, 'ls-tree', '-r', '-z', '--name-only', ref).split('\0').filter(Boolean)) {
			const [mine, theirs] = [join(folder, path), join(tree, path)];
			if (lstatSync(mine).isSymbolicLink()) { assert.equal(readlinkSync(theirs), readlinkSync(mine)); continue; }
			assert.deepEqual(readFileSync(theirs), readFileSync(mine), path);
			assert.equal(lstatSync(theirs).mode & 0o111, lstatSync(mine).mode & 0o111, path);
		}
		assert.ok(!existsSync(join(tree, 'deleted.py')) && !existsSync(join(tree, 'moved.py')) && existsSync(join(tree, '-dash')) && existsSync(join(tree, 'unstaged.py')));
	});

	it('notices a change of the same size in the same second as the last commit', async () => {
		const folder = box.repository({ 'a.py': 'aaaa' });
		git(folder, 'config', 'core.trustctime', 'false');
		const [file, index, second] = [join(folder, 'a.py'), join(folder, '.git/index'), 1_700_000_000];
		utimesSync(file, second, second);
		git(folder, 'status');
		writeFileSync(file, 'bbbb');
		utimesSync(file, second, second);
		utimesSync(index, second, second);
		await take(folder);
		assert.equal(git(folder, 'show', `${ref}:a.py`), 'bbbb');
	});

	it('leaves out large files, and says so', async () => {
		const folder = box.repository({ 'kept large.bin': Buffer.alloc(3000), 'grown.bin': 'small' });
		write(folder, { 'grown.bin': Buffer.alloc(2000), 'models/new.bin': Buffer.alloc(2000), 'fits.bin': Buffer.alloc(1024), 'staged.bin': Buffer.alloc(4000, 1) });
		git(folder, 'add', 'staged.bin');
		const { leftOut } = await take(folder, { fileLimit: 1024 });
		assert.deepEqual(leftOut, [
			'grown.bin has 2.0 KiB, more than the 1 KiB that a snapshot takes in.',
			'models/new.bin has 2.0 KiB, more than the 1 KiB that a snapshot takes in.',
		]);
		assert.deepEqual(git(folder, 'ls-tree', '-r', '--name-only', ref).trim().split('\n'), ['fits.bin', 'kept large.bin', 'staged.bin']);
	});

	it('is HEAD itself where all that differs is left out', async () => {
		const folder = box.repository();
		write(folder, { 'models/new.bin': Buffer.alloc(2000) });
		const { commit, leftOut } = await take(folder, { fileLimit: 1024 });
		assert.equal(commit, git(folder, 'rev-parse', 'HEAD').trim());
		assert.equal(leftOut.length, 1);
	});

	it('thousands of left-out files are counted, not listed', async () => {
		const folder = box.repository();
		for (let n = 0; n < 1000; n++) { write(folder, { [`data/${n}.bin`]: 'xx' }); }
		const { leftOut } = await take(folder, { fileLimit: 1 });
		assert.ok(leftOut.join('').length < 10_000);
		assert.equal(leftOut.at(-1), `${1000 - leftOut.length + 1} more paths are left out.`);
	});

	it('leaves the registry itself as it was committed', async () => {
		const folder = box.repository({ 'ml/.model-registry/registry.json': '{}', 'ml/train.py': '1' });
		write(folder, { 'ml/.model-registry/registry.json': '{"changed":1}', 'ml/.model-registry/artifacts/sha256/aa/b': 'weights', 'ml/.model-registry/registry.sqlite': 'db', 'ml/train.py': '2' });
		assert.deepEqual((await take(join(folder, 'ml'), {}, folder)).leftOut, []);
		assert.deepEqual(git(folder, 'ls-tree', '-r', '--name-only', ref).trim().split('\n'), ['ml/.model-registry/registry.json', 'ml/train.py']);
		assert.deepEqual([git(folder, 'show', `${ref}:ml/.model-registry/registry.json`), git(folder, 'show', `${ref}:ml/train.py`)], ['{}', '2']);
	});

	it('files that are ignored stay out, and tracked ones that are ignored stay in', async () => {
		const folder = box.repository({ '.gitignore': '*.log\n', 'train.py': '1' });
		write(folder, { 'kept.log': '1' });
		git(folder, 'add', '-f', 'kept.log');
		git(folder, 'commit', '-q', '-m', 'log');
		write(folder, { 'kept.log': '2', 'other.log': '3' });
		await take(folder);
		assertWhole(folder);
		assert.deepEqual(git(folder, 'ls-tree', '-r', '--name-only', ref).trim().split('\n'), ['.gitignore', 'kept.log', 'train.py']);
	});

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

	it('line endings that git changes are no reason to fail', async () => {
		const folder = box.repository({ '.gitattributes': '*.py text eol=crlf\n', 'a.py': 'one\r\n' });
		git(folder, 'config', 'core.autocrlf', 'true');
		git(folder, 'config', 'core.safecrlf', 'true');
		write(folder, { 'a.py': 'one\ntwo\n', 'b.txt': 'x\ny\r\n' });
		await take(folder);
	});

	it('names that are not UTF-8', async function () {
		if (process.platform !== 'linux') { this.skip(); }
		const folder = box.repository();
		writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff, 0xfe])]), 'latin');
		writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x67, 0xff])]), Buffer.alloc(2000));
		const { leftOut } = await (await openGit(folder)).snapshot(id, { fileLimit: 1000 });
		assert.deepEqual(leftOut, ['g\ufffd has 2.0 KiB, more than the 1000 bytes that a snapshot takes in.']);
		assert.match(git(folder, 'ls-tree', ref), /"f\\377\\376"/);
	});

	it('what is no file, and what cannot be read', async () => {
		const folder = box.repository({ 'a.py': '1', 'b.py': '2' });
		rmSync(join(folder, 'b.py'));
		const { execFileSync } = await import('node:child_process');
		execFileSync('mkfifo', [join(folder, 'b.py'), join(folder, 'pipe')]);
		const { leftOut } = await (await openGit(folder)).snapshot(id);
		assert.deepEqual(leftOut, ['b.py is neither a file nor a link.']);
		assert.equal(git(folder, 'ls-tree', '--name-only', ref), 'a.py\n');
	});

	it('a file without permission to read', async function () {
		if (process.getuid?.() === 0) { this.skip(); }
		const folder = box.repository();
		write(folder, { 'secret.txt': 'x', 'new.py': '1' });
		chmodSync(join(folder, 'secret.txt'), 0);
		const { leftOut } = await (await openGit(folder)).snapshot(id);
		assert.deepEqual(leftOut, ["secret.txt can't be read."]);
		assert.equal(git(folder, 'show', `${ref}:new.py`), '1');
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

	it('a fingerprint that sees nothing would prove nothing', () => {
		const touches: ((folder: string) => void)[] = [
			folder => git(folder, 'add', 'new.py'), folder => git(folder, 'config', 'a.b', 'c'), folder => git(folder, 'branch', 'b'),
			folder => git(folder, 'stash', '-q'), folder => write(folder, { 'train.py': 'print(1)\n' }), folder => git(folder, 'update-ref', '-m', 'x', 'HEAD', 'HEAD'),
		];
		for (const touch of touches) {
			const folder = box.repository();
			write(folder, { 'new.py': '', 'README.md': 'changed' });
			const before = fingerprint(folder);
			touch(folder);
			assert.notDeepEqual(fingerprint(folder), before);
		}
	});

	it('two at once, and an index that somebody else has locked', async () => {
		const folder = box.repository();
		write(folder, { 'train.py': '2' });
		writeFileSync(join(folder, '.git/index.lock'), '');
		const opened = await openGit(folder);
		const commits = await Promise.all(['A', 'B', 'C', 'D'].map(letter => opened.snapshot(id.replace(/B$/, letter))));
		assert.equal(new Set(commits.map(({ commit }) => git(folder, 'rev-parse', `${commit}^{tree}`))).size, 1);
		assert.equal(gitWith({}, folder, 'for-each-ref', 'refs/model-registry').trim().split('\n').length, 4);
	});

	it('cancelled at any moment, it leaves nothing behind', async () => {
		const folder = box.repository();
		for (let n = 0; n < 300; n++) { write(folder, { [`new/${n}.py`]: `x${n}`.repeat(1000) }); }
		const before = fingerprint(folder);
		const [temporary, kept] = [box.folder(), process.env.TMPDIR];
		process.env.TMPDIR = temporary;
		try {
			let cancelled = 0;
			for (const delay of [0, 3, 10, 15, 20, 30, 50]) {
				const stop = new AbortController();
				setTimeout(() => { stop.abort(); }, delay);
				try {
					await (await openGit(folder)).snapshot(id, { signal: stop.signal });
					await (await openGit(folder)).dropSnapshot(id);
				} catch (error) {
					assert.ok(RegistryError.is(error, 'cancelled'), String(error));
					cancelled++;
				}
				assert.equal(git(folder, 'for-each-ref', 'refs/model-registry'), '');
				assert.deepEqual(readdirSync(temporary), []);
			}
			assert.ok(cancelled > 1);
		} finally {
			if (kept === undefined) { delete process.env.TMPDIR; } else { process.env.TMPDIR = kept; }
		}
		assert.deepEqual(fingerprint(folder), before);
	});

	it('refuses an id that is no id', async () => {
		const folder = box.repository();
		await assert.rejects((await openGit(folder)).snapshot('../heads/main'), { name: 'RegistryError', reason: 'bad-value' });
		await assert.rejects((await openGit(folder)).hasSnapshot('a b'), { name: 'RegistryError', reason: 'bad-value' });
	});
});
