import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cli, done, folder, json, workspace, type Workspace } from './cli';

/** One sentence or two, on one line, no stack, nothing on stdout: exit 1. */
async function refused(at: string, args: readonly string[], expected: RegExp): Promise<void> {
	const { code, stdout, stderr } = await cli(at, args);
	assert.equal(code, 1, `${args.join(' ')}: ${stderr}`);
	assert.equal(stdout, '');
	assert.match(stderr, expected);
	assert.match(stderr, /^[^\n]+\.\n$/);
	assert.doesNotMatch(stderr, /\n\s+at |Error:|undefined|\[object/);
	assert.doesNotMatch(stderr, /[^\P{Cc}\n]/u);
}

async function records(at: Workspace): Promise<number> {
	return (await readdir(join(at.folder, '.model-registry/records'), { recursive: true }).catch(() => [])).filter(name => name.endsWith('.json')).length;
}

describe('cli: bad input', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;
	before(async () => {
		at = await workspace();
		await at.put('models/churn.bin', 'bytes');
		await done(at.folder, 'register', 'models/churn.bin', '--model', 'churn', '--alias', 'production');
	});

	it('files that are no model leave one sentence and nothing else', async () => {
		await at.put('empty.bin', '');
		await mkdir(join(at.folder, 'hollow/deep'), { recursive: true });
		await symlink('nowhere.bin', join(at.folder, 'broken.bin'));
		await symlink('loop-b', join(at.folder, 'loop-a'));
		await symlink('loop-a', join(at.folder, 'loop-b'));
		execFileSync('mkfifo', [join(at.folder, 'pipe.bin')]);
		const before = await records(at);
		const cases: [string[], RegExp][] = [
			[['register', 'empty.bin'], /^empty\.bin is empty \(0 bytes\)\. Register it when the training has written it\./],
			[['register', 'hollow'], /^hollow holds no files\./],
			[['register', 'nowhere.bin'], /^nowhere\.bin doesn't exist\. Check the path\./],
			[['register', 'broken.bin'], /^broken\.bin is a symbolic link to what doesn't exist\. Point it at the model and try again\.$/m],
			[['register', 'loop-a'], /loop-a is a symbolic link that leads back to itself\./],
			[['register', 'pipe.bin'], /pipe\.bin is a .*pipe.*, not a file or folder\./],
			[['register', '../outside.bin'], /outside/],
			[['register', '.model-registry/registry.json'], /belongs to the registry itself\./],
			[['register', '.'], /can't be recorded: it is the workspace folder itself\./],
			[['inspect', 'nowhere.bin'], /^nowhere\.bin doesn't exist\./],
			[['inspect', 'pipe.bin'], /pipe\.bin is a .*pipe/],
		];
		for (const [args, expected] of cases) { await refused(at.folder, args, expected); }
		assert.equal(await records(at), before);
	});

	it('searches that cannot be read', async () => {
		const cases: [string, RegExp][] = [
			['acuracy > 0.9', /^The search can't be read at character 1, 'acuracy': there is no field 'acuracy'; did you mean metrics\.acuracy, params\.acuracy or tag\.acuracy\?/],
			['metrics.auc >', /^The search can't be read at its end: expected a number, nan or inf\./],
			['(a or b', /at its end: expected \) for the \( at 1\./], ['model ~ /(/', /at character 10, '\(': this regular expression can't be used/],
			['tag.x = "\u001b[31m', /at character 9, .* is never closed\./],
		];
		for (const [where, expected] of cases) {
			const { code, stdout, stderr } = await cli(at.folder, ['list', '--where', where]);
			assert.deepEqual([code, stdout], [1, '']);
			assert.match(stderr, expected);
			assert.doesNotMatch(stderr, /[^\P{Cc}\n]/u);
		}
	});

	it('references that nothing holds name what may have been meant', async () => {
		const other = await workspace();
		await other.put('a.bin', 'a');
		await done(other.folder, 'register', 'a.bin', '--model', 'net');
		await refused(other.folder, ['show', 'net@production'], /^There is no version 'net@production'\. The model has no aliases\.\n$/);
		await done(other.folder, 'alias', 'set', 'net@v1', 'production');
		await refused(other.folder, ['diff', 'net', 'net@staging'], /^There is no version 'net@staging'\. The model's aliases: production\.\n$/);
		for (const near of ['prod', 'Production', 'porduction']) {
			assert.match((await cli(other.folder, ['show', `net@${near}`])).stderr, new RegExp(`^There is no version 'net@${near}'\\. Did you mean 'net@production'\\?\n$`));
		}
		assert.match((await cli(other.folder, ['alias', 'remove', 'net@v1', 'production'])).stderr, /^No model is named 'net@v1'\. Did you mean 'net'\?\n$/);
		const { id } = await json(other.folder, 'show', 'net');
		assert.equal((await json(other.folder, 'show', id.slice(0, 10).toLowerCase())).id, id);
		assert.equal(await done(other.folder, 'recover', 'net@v1'), 'The bytes of net v1 were not purged; nothing was changed.\n');
		assert.equal(await done(other.folder, 'restore', 'net@v1'), 'net v1 is not archived; nothing was changed.\n');
		await done(other.folder, 'archive', 'net@v1');
		await refused(other.folder, ['show', 'net'], /^All versions of 'net' are archived, so none is the latest\. Name one by its number, such as 'net@v1'\.\n$/);
		await done(other.folder, 'purge', 'net@v1');
		await refused(other.folder, ['get', 'net@v1', '--to', 'out'], /were purged on .* 'model-registry recover net@v1' brings them back\.\n$/);
		assert.equal(await done(other.folder, 'verify'), 'Nothing to check: the bytes of all versions are purged.\n');
	});

	it('names and references that cannot be', async () => {
		const cases: [string[], RegExp][] = [
			[['register', 'train.py', '--model', '../up'], /can't be a model's name: it may hold letters/],
			[['register', 'train.py', '--model', 'a\u001b[31mb'], /can't be a model's name: it holds a control character\./],
			[['register', 'train.py', '--model', 'n'.repeat(300)], /can't be a model's name: it has 300 characters, and 128 is the most\./],
			[['diff', 'churn@v1', 'churn@v9'], /^There is no version 'churn@v9'\. Did you mean 'churn@v\d+'\?/],
			[['diff', 'churn@v1', 'churn@latest'], /^'churn@v1' and 'churn@latest' are the same version\. Name another one to compare it with\.$/m],
			[['diff', 'churn@v1', 'nobody@v1'], /^No model is named 'nobody'\./],
			[['register', 'train.py', '--model', 'Churn'], /^'Churn' is too close to the existing model 'churn'\. Use 'churn', or/],
			[['register', 'train.py', '--model', 'a@b'], /'@' and ':' are kept for references/],
			[['register', 'train.py', '--alias', 'latest'], /can't be an alias: 'latest' always means the newest version\./],
			[['alias', 'set', 'churn@v1', 'v7'], /can't be an alias: it reads like a version number\./],
			[['alias', 'remove', 'churn', 'champion'], /^churn has no alias 'champion'\./],
			[['show', 'churn@v9'], /^There is no version 'churn@v9'\. Did you mean 'churn@v1'\?|^There is no version 'churn@v9'/],
			[['show', 'chrun@v1'], /^No model is named 'chrun'\. Did you mean 'churn'\?/],
			[['show', 'churn@'], /isn't a reference to a version\. Write it as model@v7/],
			[['list', 'nothing\u0007'], /^No model is named 'nothing\uFFFD'\./],
			[['tag', 'set', 'churn@v1', '<b>=1'], /^The tag '<b>': a tag begins with a letter or digit/],
			[['note', 'churn@v1', ' '], /^The note: it is empty\./],
			[['note', 'churn@v1', '--file', 'nowhere.md'], /nowhere\.md doesn't exist\./],
			[['purge', 'churn@v1'], /^churn@v1 is not archived\. Archive it first/],
			[['rename', 'churn', 'a:b'], /are kept for references/],
			[['verify', 'churn@v1', 'churn@v8'], /^There is no version 'churn@v8'/],
			[['get', 'churn@v1', '--to', '.model-registry/out'], /\.model-registry/],
		];
		for (const [args, expected] of cases) {
			const { code, stderr } = await cli(at.folder, args);
			assert.equal(code, 1, `${args.join(' ')}: ${stderr}`);
			assert.match(stderr, expected);
			assert.match(stderr, /^[^\n]+\n$/);
			assert.doesNotMatch(stderr, /[^\P{Cc}\n]|\n\s+at /u);
		}
	});

	it('get refuses to overwrite what differs, unless told', async () => {
		await at.put('out/churn.bin', 'mine');
		await refused(at.folder, ['get', 'churn@v1', '--to', 'out'], /churn\.bin is there already and differs\. Choose another folder, or pass --force to replace it\./);
		assert.equal(await readFile(join(at.folder, 'out/churn.bin'), 'utf8'), 'mine');
		await done(at.folder, 'get', 'churn@v1', '--to', 'out', '--force');
		assert.equal(await readFile(join(at.folder, 'out/churn.bin'), 'utf8'), 'bytes');
	});

	it('no registry, one that is a file, one from the future', async () => {
		const bare = await folder();
		for (const args of [['list'], ['register', 'x.bin'], ['doctor'], ['verify'], ['history'], ['show', 'a@v1']]) { await refused(bare, args, /has no model registry\. Run 'model-registry init' there first\./); }
		await writeFile(join(bare, '.model-registry'), '');
		for (const args of [['list'], ['init'], ['doctor']]) { await refused(bare, args, /\.model-registry is a file, and the registry needs a folder of that name\./); }
		const future = await workspace({ git: false });
		const config = join(future.folder, '.model-registry/registry.json');
		await writeFile(config, (await readFile(config, 'utf8')).replace('"schema": 1', '"schema": 99'));
		await future.put('a.bin', 'a');
		await refused(future.folder, ['register', 'a.bin'], /was written by a newer Model Registry \(schema 99, this one knows 1\)\. Update/);
		assert.deepEqual(await json(future.folder, 'list'), []);
		await writeFile(config, '{');
		await refused(future.folder, ['list'], /registry\.json is damaged: it is not the JSON that a registry needs\. Restore it from git\./);
	});

	it('a truncated database costs nothing', async () => {
		await done(at.folder, 'list');
		await truncate(join(at.folder, '.model-registry/registry.sqlite'), 100);
		assert.equal((await json(at.folder, 'list'))[0].name, 'churn');
		await writeFile(join(at.folder, '.model-registry/registry.sqlite'), 'SQLite format 3\u0000 and then nothing');
		assert.equal((await json(at.folder, 'show', 'churn@production')).ref, 'churn@v1');
	});

	it('hostile records are set aside with their reason, and the rest works', async () => {
		const hostile = await workspace({ git: false });
		await hostile.put('a.bin', 'a');
		await done(hostile.folder, 'register', 'a.bin', '--model', 'churn');
		const month = join(hostile.folder, '.model-registry/records/2026-11');
		await mkdir(month, { recursive: true });
		const name = (i: number) => `01KAX3HM00000000000000000${i}-000000000000.json`;
		await writeFile(join(month, name(1)), '{"__proto__": {"polluted": true}, "kind": "model.created"}');
		await writeFile(join(month, name(2)), '<script>alert(1)</script>');
		await writeFile(join(month, 'README [click](command:workbench.action.quit).md'), 'hello');
		await writeFile(join(month, name(3)), '');
		await truncate(join(month, name(3)), 100 << 20);
		const health = await json(hostile.folder, 'doctor');
		assert.equal(health.versions, 1);
		assert.ok(health.problems.length >= 3, JSON.stringify(health.problems));
		for (const problem of health.problems) { assert.deepEqual(Object.keys(problem), ['path', 'reason']); assert.ok(problem.reason.length > 5); }
		assert.match(await done(hostile.folder, 'doctor'), /^Problem: .* was set aside: /m);
		assert.equal((await json(hostile.folder, 'list'))[0].versions, 1);
	});

	it('what must not be read or written', async function () {
		// root may read and write everything: then somebody else is asked.
		const somebody = process.getuid?.() === 0 ? 65534 : undefined;
		const kept = await workspace({ git: false });
		await kept.put('secret.bin', 'x');
		await kept.put('a.bin', 'a');
		await chmod(kept.folder, 0o755);
		await chmod(join(kept.folder, 'secret.bin'), 0);
		if (somebody !== undefined) { execFileSync('chown', ['-R', String(somebody), kept.folder]); }
		const as = (...args: string[]) => cli(kept.folder, args, {}, undefined, somebody);
		const first = await as('register', 'a.bin', '--model', 'x');
		if (first.code !== 0 && /EACCES|MODULE_NOT_FOUND/.test(first.stderr)) { this.skip(); }
		assert.equal(first.code, 0, first.stderr);
		const secret = await as('register', 'secret.bin');
		assert.deepEqual([secret.code, secret.stdout], [1, '']);
		assert.match(secret.stderr, /^secret\.bin can't be read: [^\n]+\n$/);
		// Reading goes on where nothing may be written.
		execFileSync('chmod', ['-R', 'a-w', join(kept.folder, '.model-registry')]);
		assert.match((await as('list', 'x')).stdout, /^v1 /m);
		await kept.put('b.bin', 'b');
		const readOnly = await as('register', 'b.bin', '--model', 'x');
		assert.deepEqual([readOnly.code, readOnly.stdout], [1, '']);
		assert.match(readOnly.stderr, /^[^\n]+can't be written: [^\n]+\n$/);
		execFileSync('chmod', ['-R', 'u+w', kept.folder]);
	});

	it('a full disk says so and leaves what was there', async function () {
		const full = await folder();
		try { execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', full], { stdio: 'ignore' }); } catch { this.skip(); }
		try {
			await done(full, 'init');
			await writeFile(join(full, 'a.bin'), Buffer.alloc(1_200_000, 1));
			await refused(full, ['register', 'a.bin', '--model', 'x'], /^The disk is full: .* was not written, and nothing was changed\. Free some space and try again\./);
			await rm(join(full, 'a.bin'));
			await writeFile(join(full, 'b.bin'), 'b');
			assert.equal((await json(full, 'register', 'b.bin', '--model', 'x')).number, 1);
		} finally {
			execFileSync('umount', [full]);
		}
	});
});
