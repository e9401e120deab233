import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitEnvironment } from '../../../src/core/git/environment';
import { openGit } from '../../../src/core/git/git';
import { fingerprint, git, gitWith, sandbox, write } from './sandbox';

const id = '01KAX3000000000000000000AB';
const ref = `refs/model-registry/${id}`;

describe('git: nothing of the repository is run', () => {
	const box = sandbox();
	let marker = '';
	let program = '';

	beforeEach(() => {
		const folder = box.folder();
		marker = join(folder, 'it ran');
		program = join(folder, 'program.sh');
		writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${marker}'\ncat\n`);
		chmodSync(program, 0o755);
	});

	async function everything(folder: string, of = join(folder, 'a.txt')): Promise<readonly string[]> {
		const opened = await openGit(folder);
		const state = await opened.state(of);
		assert.ok(state.tied, state.tied ? '' : state.why);
		const { commit, leftOut } = await opened.snapshot(id, { of });
		assert.ok(commit, leftOut[0]);
		assert.ok(await opened.hasSnapshot(id, of));
		await opened.author();
		await opened.head();
		return leftOut;
	}

	/** A changed, a touched and a new file. */
	function disturb(folder: string): void {
		write(folder, { 'a.txt': 'changed', 'new.txt': 'new' });
		utimesSync(join(folder, 'b.txt'), 1, 1);
	}

	/** git without precautions runs the program: the trap works. */
	function fallsIntoTrap(folder: string, ...args: string[]): void {
		try {
			gitWith({}, folder, ...args);
		} catch {
			// Whether git is content with the program's answer doesn't matter.
		}
		assert.ok(existsSync(marker), args.join(' '));
		rmSync(marker);
	}

	it('no hook, no fsmonitor, no pager, no askpass, no ssh, no editor, no alias, no signing program', async () => {
		const folder = box.repository({ 'a.txt': 'a', 'b.txt': 'b' });
		for (const hook of ['reference-transaction', 'post-index-change', 'pre-commit', 'post-commit', 'post-checkout', 'fsmonitor-watchman']) {
			write(folder, { [`.git/hooks/${hook}`]: `#!/bin/sh\n${program}\n`, [`.git/own/${hook}`]: `#!/bin/sh\n${program}\n` });
			chmodSync(join(folder, '.git/hooks', hook), 0o755);
			chmodSync(join(folder, '.git/own', hook), 0o755);
		}
		for (const [key, value] of [
			['core.hooksPath', join(folder, '.git/own')], ['core.fsmonitor', program], ['core.pager', program], ['core.askPass', program], ['core.sshCommand', program], ['core.editor', program],
			['alias.status', `!${program}`], ['commit.gpgSign', 'true'], ['gpg.program', program], ['diff.external', program], ['credential.helper', program], ['hook.x.command', program],
			['hook.x.event', 'reference-transaction'], ['pager.status', program],
		] as const) { git(folder, 'config', key, value); }
		disturb(folder);
		fallsIntoTrap(folder, 'status');
		fallsIntoTrap(folder, 'update-ref', 'refs/x/y', 'HEAD');
		await everything(folder);
		assert.ok(!existsSync(marker));
	});

	for (const kind of ['clean', 'process'] as const) {
		it(`no ${kind} filter of the repository's own config; its files stay as they were committed, and are named`, async () => {
			const folder = box.repository({ '.gitattributes': '*.txt filter=evil.x=1\n', 'a.txt': 'a', 'b.txt': 'b', 'c.py': 'c' });
			writeFileSync(join(folder, '.git/config'), `\n[filter "evil.x=1"]\n\t${kind} = ${program}\n\trequired = true\n`, { flag: 'a' });
			disturb(folder);
			write(folder, { 'c.py': 'changed' });
			fallsIntoTrap(folder, 'add', 'a.txt');
			const leftOut = await everything(folder);
			assert.ok(!existsSync(marker));
			const because = "passes through the filter 'evil.x=1', which only the repository's own configuration names and which wasn't run";
			assert.ok(leftOut.includes(`new.txt ${because}.`), leftOut.join('\n'));
			assert.equal(git(folder, 'show', `${ref}:c.py`), 'changed');
			assert.ok(!git(folder, 'ls-tree', '--name-only', ref).includes('new.txt'));
		});
	}

	it('a secret that a filter of the repository was to hide is not stored', async () => {
		const folder = box.repository({ '.gitattributes': 'secret.* filter=crypt\n', 'secret.env': 'ENCRYPTED', 'a.txt': 'a' });
		git(folder, 'config', 'filter.crypt.clean', 'printf ENCRYPTED');
		write(folder, { 'secret.env': 'PLAIN', 'secret.new': 'PLAIN', 'a.txt': 'b' });
		assert.deepEqual(await everything(folder), [
			"secret.env passes through the filter 'crypt', which only the repository's own configuration names and which wasn't run; it is kept as it was last staged or committed.",
			"secret.new passes through the filter 'crypt', which only the repository's own configuration names and which wasn't run.",
		]);
		assert.throws(() => git(folder, 'grep', 'PLAIN', ref));
		assert.equal(git(folder, 'show', `${ref}:secret.env`), 'ENCRYPTED');
	});

	it("the user's own filter runs, and git-lfs also where it was installed for the repository alone", async () => {
		const folder = box.repository({ '.gitattributes': '*.up filter=upper\n', 'a.txt': 'a' });
		git(folder, 'config', '--global', 'filter.upper.clean', 'tr a-z A-Z');
		write(folder, { 'b.up': 'shout', 'a.txt': 'b' });
		assert.deepEqual(await everything(folder), []);
		assert.equal(git(folder, 'show', `${ref}:b.up`), 'SHOUT');
		// A repository can't slip another command under the user's name for it.
		git(folder, 'config', 'filter.upper.clean', program);
		write(folder, { 'b.up': 'again' });
		assert.equal((await everything(folder)).length, 1);
		assert.ok(!existsSync(marker));

		const tools = box.folder();
		writeFileSync(join(tools, 'git-lfs'), '#!/bin/sh\necho pointer\n');
		chmodSync(join(tools, 'git-lfs'), 0o755);
		process.env.PATH = `${tools}:${process.env.PATH}`;
		const large = box.repository({ '.gitattributes': '*.bin filter=lfs\n', 'a.txt': 'a' });
		git(large, 'config', 'filter.lfs.clean', 'git-lfs clean -- %f');
		git(large, 'config', 'filter.lfs.required', 'true');
		write(large, { 'w.bin': 'weights' });
		assert.deepEqual(await everything(large), []);
		assert.equal(git(large, 'show', `${ref}:w.bin`), 'pointer\n');
	});

	it('nothing of a submodule or of a repository inside', async () => {
		const library = box.repository({ '.gitattributes': '*.txt filter=evil\n', 'a.txt': 'a', 'b.txt': 'b' });
		const folder = box.repository({ 'a.txt': 'a', 'b.txt': 'b' });
		git(folder, 'submodule', '--quiet', 'add', library, 'lib');
		git(folder, 'commit', '-q', '-m', 'lib');
		const inner = join(folder, 'inner');
		mkdirSync(inner);
		git(inner, 'init', '-q');
		git(inner, 'commit', '-q', '--allow-empty', '-m', 'x');
		for (const place of [join(folder, 'lib'), inner]) {
			git(place, 'config', 'filter.evil.clean', program);
			git(place, 'config', 'core.fsmonitor', program);
		}
		disturb(folder);
		disturb(join(folder, 'lib'));
		fallsIntoTrap(folder, 'status');
		const leftOut = await everything(folder);
		assert.ok(leftOut.some(sentence => sentence.startsWith('lib is a submodule with uncommitted changes')));
		await everything(folder, join(folder, 'lib', 'model.bin'));
		assert.ok(!existsSync(marker));
	});

	it('nothing of a folder around the repository, where its config claims that as its working tree', async () => {
		for (const around of [box.folder(), box.repository({ 'private.txt': 'p' })]) {
			const folder = join(around, 'project');
			mkdirSync(folder);
			git(folder, 'init', '-q');
			write(around, { 'secret.txt': 's' });
			git(folder, 'config', 'core.worktree', around);
			const opened = await openGit(folder);
			const state = await opened.state(join(folder, 'a.txt'));
			assert.match(state.tied ? '' : state.why, /core\.worktree/);
			assert.equal((await opened.snapshot(id)).commit, null);
		}
	});

	it('no program that a partial clone would fetch with', async () => {
		const origin = box.repository({ 'a.txt': 'a', 'b.txt': 'b' });
		git(origin, 'config', 'uploadpack.allowFilter', 'true');
		writeFileSync(program, `#!/bin/sh\necho > '${marker}'\nexit 1\n`);
		const folder = box.folder();
		git(folder, 'clone', '-q', '--filter=tree:0', '--no-checkout', `file://${origin}`, '.');
		git(folder, 'config', 'remote.origin.uploadpack', program);
		git(folder, 'config', 'remote.origin.url', `ext::${program}`);
		git(folder, 'config', 'protocol.ext.allow', 'always');
		fallsIntoTrap(folder, 'cat-file', '-p', 'HEAD:a.txt');
		const opened = await openGit(folder);
		await opened.state(join(folder, 'a.txt')).catch(() => undefined);
		await opened.snapshot(id).catch(() => undefined);
		assert.ok(!existsSync(marker));
	});

	it('no git that lies in the workspace', async () => {
		const folder = box.repository({ 'a.txt': 'a', 'b.txt': 'b' });
		writeFileSync(join(folder, 'git'), `#!/bin/sh\n${program}\n`);
		chmodSync(join(folder, 'git'), 0o755);
		const [path, here] = [process.env.PATH, process.cwd()];
		try {
			process.chdir(folder);
			process.env.PATH = `.::${path}`;
			await everything(folder);
		} finally {
			process.chdir(here);
			process.env.PATH = path;
		}
		assert.ok(!existsSync(marker));
	});

	it('variables of the process point it nowhere else', async () => {
		const [folder, other] = [box.repository({ 'a.txt': 'a', 'b.txt': 'b' }), box.repository({ 'other.txt': 'o' })];
		disturb(folder);
		write(other, { 'other.txt': 'changed' });
		const [before, otherBefore] = [fingerprint(folder), fingerprint(other)];
		const variables: Record<string, string> = {
			GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: join(other, '.git/index'), GIT_OBJECT_DIRECTORY: join(other, '.git/objects'), GIT_COMMON_DIR: join(other, '.git'),
			GIT_NAMESPACE: 'elsewhere', GIT_PREFIX: 'x/', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: program, GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${program}'`,
			GIT_EXTERNAL_DIFF: program, GIT_ASKPASS: program, SSH_ASKPASS: program, GIT_EDITOR: program, EDITOR: program, PAGER: program, GIT_PAGER: program, GIT_TRACE: marker, GIT_LITERAL_PATHSPECS: '1', GIT_EXEC_PATH: box.folder(),
		};
		const kept = Object.keys(variables).map(name => [name, process.env[name]] as const);
		Object.assign(process.env, variables);
		try {
			const opened = await openGit(folder);
			const state = await opened.state(join(folder, 'a.txt'));
			assert.ok(state.tied);
			assert.equal(await opened.topLevel(), folder);
			const { commit } = await opened.snapshot(id);
			assert.ok(commit);
		} finally {
			for (const [name, value] of kept) {
				if (value === undefined) { delete process.env[name]; } else { process.env[name] = value; }
			}
		}
		assert.ok(!existsSync(marker));
		assert.deepEqual([fingerprint(folder), fingerprint(other)], [before, otherBefore]);
		assert.equal(git(folder, 'show', `${ref}:new.txt`), 'new');
		assert.equal(git(other, 'for-each-ref', 'refs/model-registry'), '');
	});

	it('the environment is built from what is named, whatever its case', () => {
		assert.deepEqual(
			Object.keys(gitEnvironment({ Path: '/bin', git_dir: 'x', Git_Config_Global: 'y', Pager: 'z', HOME: '/h' }, {}, [['a.b', 'c']])).filter(name => !/^(GIT_(TERMINAL|ASK|OPTIONAL|NO_LAZY|ALLOW)|LC_ALL|LANGUAGE)/.test(name)),
			['Path', 'Git_Config_Global', 'HOME', 'GIT_CONFIG_COUNT', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_0'],
		);
	});

	it('a name that simple-git refuses to pass on is an answer, not a crash', async () => {
		const folder = box.repository({ 'a.txt': 'a' });
		git(folder, 'config', 'filter.core.sshCommand.clean', program);
		const state = await (await openGit(folder)).state(join(folder, 'a.txt'));
		assert.deepEqual(state, { tied: false, why: "The repository's own configuration names programs that can't be switched off, so git wasn't run in it." });
	});
});
