import assert from 'node:assert/strict';
import { chmodSync, existsSync, lstatSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { openGit } from '../../../src/core/git/git';
import { id, ref, taking } from './taking';
import { fingerprint, git, gitWith, sandbox, write } from './sandbox';

describe('git: snapshot', () => {
	const box = sandbox();
	const { take, assertWhole } = taking(box);

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
