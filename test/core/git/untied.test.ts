import assert from 'node:assert/strict';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../../src/core/git/git';
import { git, sandbox, write } from './sandbox';

describe('git: what cannot be tied', () => {
	const box = sandbox();

	async function why(folder: string, path = 'model.bin'): Promise<string> {
		const state = await (await openGit(folder)).state(join(folder, path));
		assert.ok(!state.tied);
		assert.match(state.why, /^[A-Zg][^]*\.$/);
		return state.why;
	}

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
		chownSync(folder, 12345, 12345);
		chownSync(join(folder, '.git'), 12345, 12345);
		assert.match(await why(folder), /^git refuses the repository because its folder belongs to another user/);
		git(folder, 'config', '--global', 'safe.directory', folder);
		assert.ok((await (await openGit(folder)).state(join(folder, 'train.py'))).tied);
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
});
