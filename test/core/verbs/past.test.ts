import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { changesMarkdown } from '../../../src/core/exports/changesMarkdown';
import { historyCsv } from '../../../src/core/exports/historyCsv';
import { historyMarkdown } from '../../../src/core/exports/historyMarkdown';
import { openRegistry, type Registry } from '../../../src/core/registry';
import type { Moment } from '../../../src/core/verbs/past';
import { fingerprint } from '../git/sandbox';
import { withWorkspace, type Workspace } from '../support/workspace';

const refused = (reason: string, text: RegExp) => (error: unknown) => RegistryError.is(error) && error.reason === reason && text.test(error.message);

/** What a person would see of a registry: models, versions, and who holds what. */
async function seen(registry: Registry): Promise<readonly string[]> {
	await registry.refresh();
	const models = await registry.models();
	return Promise.all(models.map(async model => `${model.name}: ${(await registry.versions({ model: model.name, archived: 'both' })).versions.map(version => [version.label, ...version.aliases].join(' ')).reverse().join(', ')}`));
}

async function seenAt(registry: Registry, moment: Moment): Promise<readonly string[]> {
	const past = await registry.asOf(moment);
	try { return await seen(past); } finally { await past.close(); }
}

/** All of a repository but the derived database, which is saved when the registry has been idle for a second. */
function untouched(folder: string): unknown {
	const print = fingerprint(folder) as { readonly tree: Readonly<Record<string, string>> };
	return { ...print, tree: Object.fromEntries(Object.entries(print.tree).filter(([path]) => !path.startsWith('.model-registry/registry.sqlite'))) };
}

const commit = (workspace: Workspace, message: string) => { workspace.git('add', '-A'); workspace.git('commit', '-qm', message); return workspace.git('rev-parse', 'HEAD').trim(); };

async function started(workspace: Workspace): Promise<Registry> {
	workspace.git('init', '-q');
	workspace.write('train.py', 'print()\n');
	const registry = await workspace.initialised({ git: true });
	await workspace.version(registry, 'churn');
	await registry.setAlias('churn@v1', 'production');
	commit(workspace, 'first');
	return registry;
}

async function withFolder(test: (folder: string, git: (cwd: string, ...args: string[]) => string) => Promise<void>): Promise<void> {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-past-')));
	const git = (cwd: string, ...args: string[]) => execFileSync('git', ['-c', 'user.name=B', '-c', 'user.email=b@example.com', '-c', 'protocol.file.allow=always', ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	try { await test(folder, git); } finally { rmSync(folder, { recursive: true, force: true }); }
}

describe('the registry as it was', () => {
	it('is read at a commit, branch or tag without a checkout, and nothing of the repository is touched', () => withWorkspace(async workspace => {
		const registry = await started(workspace);
		workspace.git('tag', 'v1.0');
		workspace.git('switch', '-qc', 'work');
		await workspace.version(registry, 'churn');
		await registry.setAlias('churn@v2', 'production');
		await registry.setTags({ ref: 'churn@v2' }, { team: 'risk' });
		const second = commit(workspace, 'second');
		await registry.archive('churn@v1');
		workspace.git('stash', 'push', '-q', '--include-untracked');
		workspace.git('stash', 'pop', '-q');
		const before = untouched(workspace.folder);
		assert.deepEqual(await seenAt(registry, { ref: 'v1.0' }), ['churn: v1 production']);
		assert.deepEqual(await seenAt(registry, { ref: 'main' }), ['churn: v1 production']);
		assert.deepEqual(await seenAt(registry, { ref: 'HEAD~1' }), ['churn: v1 production']);
		assert.deepEqual(await seenAt(registry, { ref: second }), ['churn: v1, v2 production']);
		const past = await registry.asOf({ ref: 'main' });
		assert.match((await past.pastName())?.when ?? '', /^main \([0-9a-f]{7}\)$/);
		assert.equal((await past.versionDetails('churn@v1')).artifact.digest, (await registry.versionDetails('churn@v1')).artifact.digest);
		assert.deepEqual((await past.history()).map(entry => entry.text.replace(/files\/\S+/, 'a file')), ['moved production here', 'registered a file']);
		assert.deepEqual(await past.problems(), []);
		const [newest] = await past.history({ limit: 1 });
		assert.equal((JSON.parse(await past.recordFile(newest?.file ?? '') ?? '') as { kind?: string }).kind, 'alias.set');
		assert.equal(await past.recordFile('../../etc/passwd'), undefined);
		assert.equal(await past.recordFile((await registry.history({ limit: 1 }))[0]?.file ?? ''), undefined, 'what came later is not there');
		await past.close();
		assert.deepEqual(untouched(workspace.folder), before);
		for (const bad of ['nowhere', '--all', 'main:train.py', 'a b', '']) { await assert.rejects(registry.asOf({ ref: bad }), refused('bad-value', /git knows no commit, branch or tag/)); }
	}));

	it('can\'t be written to by any verb', () => withWorkspace(async workspace => {
		const registry = await started(workspace);
		const count = (await registry.history()).length;
		const past = await registry.asOf({ ref: 'main' });
		const file = workspace.write('new.bin', 'new');
		const said = refused('past-is-fixed', /^The registry is shown as of main \([0-9a-f]{7}\), read-only\. Go back to now/);
		for (const write of [
			() => past.register(file, { model: 'churn' }), () => past.setAlias('churn@v1', 'staging'), () => past.removeAlias('churn', 'production'), () => past.setTags({ ref: 'churn@v1' }, { a: 'b' }),
			() => past.addNote({ ref: 'churn@v1' }, 'x'), () => past.archive('churn@v1'), () => past.renameModel('churn', 'other'), () => past.createModel('fresh'), () => past.writeCard('churn', '# x'),
			() => past.evaluate('churn@v1', { metrics: { auc: 1 } }), () => past.link('churn@v1', { from: 'hf:a/b', relation: 'trained-from' }), () => past.recordCommand('churn@v1', 'make')
		]) { await assert.rejects(async () => { await write(); }, said, write.toString()); }
		await past.close();
		assert.equal((await registry.history()).length, count);
		assert.equal(workspace.git('for-each-ref', 'refs/model-registry').trim().split('\n').length, 1, 'no snapshot was left of what was refused');
	}));

	it('is what was recorded up to a moment, as `--at` tells it of one alias', () => withWorkspace(async workspace => {
		let now = new Date('2026-05-01T12:00:00Z');
		const registry = await workspace.initialised({ now: () => now });
		await workspace.version(registry, 'churn');
		await registry.setAlias('churn@v1', 'production');
		now = new Date('2026-05-10T12:00:00Z');
		await workspace.version(registry, 'churn');
		await registry.setAlias('churn@v2', 'production');
		now = new Date('2026-06-10T12:00:00Z');
		await workspace.version(registry, 'fraud');
		const on = (day: string) => seenAt(registry, { at: new Date(`${day}T12:00:00Z`) });
		assert.deepEqual([await on('2026-04-30'), await on('2026-05-01'), await on('2026-05-10'), await on('2026-07-01')], [[], ['churn: v1 production'], ['churn: v1, v2 production'], ['churn: v1, v2 production', 'fraud: v1']]);
		const held = (await registry.versionAsOf('churn@production', new Date('2026-05-05'))).version.label;
		assert.equal(held, 'v1');
	}));

	it('names branches and tags, and what the branch follows', () => withWorkspace(workspace => withFolder(async (folder, git) => {
		const registry = await started(workspace);
		assert.deepEqual(await registry.gitNames().then(({ upstream, branch, names }) => [upstream, branch, names.map(one => one.name)]), [null, 'main', ['main']]);
		git(folder, 'init', '-q', '--bare', '-b', 'main', 'remote.git');
		workspace.git('remote', 'add', 'origin', join(folder, 'remote.git'));
		workspace.git('push', '-qu', 'origin', 'main');
		workspace.git('remote', 'set-head', 'origin', 'main');
		workspace.git('tag', '-am', 'x', 'v1.0');
		assert.deepEqual(await registry.gitNames().then(({ upstream, names }) => [upstream, names.map(one => `${one.kind} ${one.name}`)]), ['origin/main', ['branch main', 'remote origin/main', 'tag v1.0']]);
	})));
});

describe('the history with its commits', () => {
	it('names the commit that brought each record in, over merges and squashes, and none for what isn\'t committed or can\'t be known', () => withWorkspace(workspace => withFolder(async (folder, git) => {
		const registry = await started(workspace);
		const first = workspace.git('rev-parse', 'HEAD').trim();
		workspace.git('switch', '-qc', 'side');
		await workspace.version(registry, 'merged');
		const side = commit(workspace, 'on a branch');
		workspace.git('switch', '-q', 'main');
		await registry.refresh();
		workspace.write('train.py', 'print(2)\n');
		commit(workspace, 'code only');
		workspace.git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
		workspace.git('switch', '-qc', 'other', first);
		await registry.refresh();
		await workspace.version(registry, 'squashed');
		commit(workspace, 'to be squashed');
		workspace.git('switch', '-q', 'main');
		workspace.git('merge', '-q', '--squash', 'other');
		const squash = commit(workspace, 'squash');
		await registry.refresh();
		await registry.addNote({ model: 'churn' }, 'not committed');
		const entries = await registry.history({ commits: true });
		const of = (model: string, kind: string) => entries.find(entry => entry.model === model && entry.kind === kind)?.commit;
		assert.deepEqual([of('churn', 'version.registered')?.id, of('merged', 'version.registered')?.id, of('squashed', 'version.registered')?.id, of('churn', 'note.added')], [first, side, squash, null]);
		assert.equal(of('merged', 'version.registered')?.subject, 'on a branch');
		assert.match(historyCsv(entries), new RegExp(`,${squash}\r\n`));
		assert.match(historyMarkdown(entries), /\| not committed \|/);
		assert.equal((await registry.history())[0]?.commit, undefined, 'nobody asked');
		git(folder, 'clone', '-q', '--depth', '1', `file://${workspace.folder}`, 'shallow');
		const shallow = openRegistry({ folder: join(folder, 'shallow') });
		try {
			assert.deepEqual([...new Set((await shallow.history({ commits: true })).map(entry => entry.commit))], [undefined]);
		} finally {
			await shallow.close();
		}
	})));
});

describe('incoming and outgoing', () => {
	it('say what each of two branches has that the other has not, whoever asks', () => withWorkspace(async workspace => {
		const registry = await started(workspace);
		workspace.git('switch', '-qc', 'theirs');
		await workspace.version(registry, 'churn');
		await registry.setAlias('churn@v2', 'production', 'better on [holdout](http://x)');
		commit(workspace, 'theirs');
		workspace.git('switch', '-q', 'main');
		await registry.refresh();
		await workspace.version(registry, 'fraud');
		const [out, coming] = [await registry.changes('theirs'), await registry.incoming('theirs')];
		assert.deepEqual([out.added, out.missing, out.models.map(one => [one.model, one.sentences])], [1, 2, [['fraud', ['adds v1']]]]);
		assert.deepEqual([coming.added, coming.missing, coming.models.map(one => [one.model, one.sentences])], [2, 1, [['churn', ['adds v2', 'moves production from v1 to v2']]]]);
		assert.match(changesMarkdown(coming), /\*\*churn\*\* adds v2, moves production from v1 to v2\n {2}- production: better on \\\[holdout/);
		assert.deepEqual((await registry.incoming('main')).models, []);
	}));
});

describe('histories that people make', () => {
	it('merged, rebased, squashed, with renamed files: the same registry, and every version\'s code is still there', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await started(workspace);
		const branch = async (name: string, model: string) => {
			workspace.git('switch', '-qc', name, 'main');
			await registry.refresh();
			workspace.write(`${model}.py`, `print("${model}")\n`);
			await workspace.version(registry, model);
			commit(workspace, model);
			workspace.git('switch', '-q', 'main');
		};
		await branch('merged', 'merged');
		await branch('rebased', 'rebased');
		await branch('squashed', 'squashed');
		workspace.git('mv', 'train.py', 'fit.py');
		commit(workspace, 'renamed');
		workspace.git('merge', '-q', '--no-ff', '-m', 'merge', 'merged');
		workspace.git('rebase', '-q', 'main', 'rebased');
		workspace.git('switch', '-q', 'main');
		workspace.git('merge', '-q', '--ff-only', 'rebased');
		workspace.git('merge', '-q', '--squash', 'squashed');
		commit(workspace, 'squash');
		for (const name of ['merged', 'rebased', 'squashed']) { workspace.git('branch', '-qD', name); }
		workspace.git('reflog', 'expire', '--expire=now', '--all');
		workspace.git('gc', '-q', '--prune=now');
		assert.deepEqual(await seen(registry), ['churn: v1 production', 'merged: v1', 'rebased: v1', 'squashed: v1']);
		assert.deepEqual(await seenAt(registry, { ref: 'HEAD' }), await seen(registry));
		assert.deepEqual(await seenAt(registry, { ref: 'HEAD~1' }), ['churn: v1 production', 'merged: v1', 'rebased: v1']);
		for (const model of ['merged', 'rebased', 'squashed']) {
			const opened = await registry.checkout(model, { to: join(folder, model) });
			assert.equal(opened.exact, true, model);
			await registry.removeCheckout(join(folder, model));
		}
	})));

	it('cloned shallow, in a worktree, and as a submodule: what is there is read, and what isn\'t is said', () => withWorkspace(workspace => withFolder(async (folder, git) => {
		const registry = await started(workspace);
		await workspace.version(registry, 'churn');
		commit(workspace, 'second');
		const opened: Registry[] = [];
		const open = (at: string) => { const one = openRegistry({ folder: at }); opened.push(one); return one; };
		try {
			git(folder, 'clone', '-q', '--depth', '1', `file://${workspace.folder}`, 'shallow');
			const shallow = open(join(folder, 'shallow'));
			assert.deepEqual(await seen(shallow), ['churn: v1 production, v2']);
			assert.deepEqual(await seenAt(shallow, { ref: 'HEAD' }), ['churn: v1 production, v2']);
			await assert.rejects(shallow.asOf({ ref: 'HEAD~1' }), refused('bad-value', /Fetch it/));
			assert.deepEqual((await shallow.changes('HEAD')).added, 0);

			workspace.git('worktree', 'add', '-q', join(folder, 'tree'), 'HEAD~1');
			const tree = open(join(folder, 'tree'));
			assert.deepEqual(await seen(tree), ['churn: v1 production']);
			assert.deepEqual(await seenAt(tree, { ref: 'main' }), ['churn: v1 production, v2']);
			assert.deepEqual((await tree.incoming('main')).models.map(one => one.sentences), [['adds v2']]);
			workspace.git('worktree', 'remove', '--force', join(folder, 'tree'));

			git(folder, 'init', '-q', '-b', 'main', 'super');
			git(join(folder, 'super'), 'submodule', 'add', '-q', workspace.folder, 'models');
			git(join(folder, 'super'), 'commit', '-qm', 'submodule');
			const inside = open(join(folder, 'super/models'));
			assert.deepEqual(await seenAt(inside, { ref: 'HEAD~1' }), ['churn: v1 production']);
			const above = open(join(folder, 'super'));
			await above.init();
			assert.deepEqual(await seenAt(above, { ref: 'HEAD' }), []);
		} finally {
			for (const one of opened) { await one.close(); }
		}
	})));
});
