import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cli, done, environment, folder, git, json, program, workspace, type Printed } from './cli';

/** Everything below a folder, sorted; lock files and the database are not what a registration leaves. */
async function below(folder: string): Promise<readonly string[]> {
	return (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1)).filter(path => !/registry\.sqlite/.test(path)).sort();
}

describe('cli: register', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	it('says so when the very same bytes are a version already, and prints that version', async () => {
		const at = await workspace();
		await at.put('models/churn.bin', 'bytes');
		const first = await json(at.folder, 'register', 'models/churn.bin', '--model', 'churn');
		const again = await cli(at.folder, ['register', 'models/churn.bin', '--model', 'churn', '--json']);
		assert.deepEqual([again.code, again.stderr], [0, 'models/churn.bin is churn v1 already, the same bytes; nothing was added.\n']);
		assert.equal((JSON.parse(again.stdout)).id, first.id);
		const aliased = await cli(at.folder, ['register', 'models/churn.bin', '--model', 'churn', '--alias', 'staging', '--metric', 'auc=0.9', '--json']);
		assert.match(aliased.stderr, /^models\/churn\.bin is churn v1 already, the same bytes; no version was added, its aliases say what was asked\. The parameters and metrics that were given are not recorded; --again makes a new version with them\.\n$/);
		assert.deepEqual((JSON.parse(aliased.stdout)).aliases, ['staging']);
		assert.deepEqual([(await json(at.folder, 'register', 'models/churn.bin', '--model', 'churn', '--again', '--metric', 'auc=0.9')).number, (await json(at.folder, 'list', 'churn')).length], [2, 2]);
	});

	it('the same bytes put stored ones back that are missing or damaged', async () => {
		const at = await workspace();
		await at.put('models/churn.bin', 'bytes');
		const { artifact } = await json(at.folder, 'register', 'models/churn.bin', '--model', 'churn');
		const stored = join(at.folder, '.model-registry/artifacts/sha256', artifact.digest.slice(0, 2), artifact.digest.slice(2));
		const again = () => cli(at.folder, ['register', 'models/churn.bin', '--model', 'churn']);
		const whole = /^models\/churn\.bin is churn v1 already, the same bytes; its stored file was missing or damaged, and is whole again; nothing was added\.\n$/;
		await rm(stored);
		assert.match((await cli(at.folder, ['verify'])).stderr, /is missing\. Restore it from a backup or another clone, or register the same file again\.\n$/);
		assert.match((await again()).stderr, whole);
		assert.equal((await cli(at.folder, ['verify'])).code, 0);
		// Of the same size, so that only reading tells.
		await rm(stored);
		await writeFile(stored, 'bytez');
		assert.match((await again()).stderr, whole);
		assert.equal(await readFile(stored, 'utf8'), 'bytes');
		assert.doesNotMatch((await again()).stderr, /whole/);
		await rm(stored);
		await rename(join(at.folder, 'models/churn.bin'), join(at.folder, 'elsewhere.bin'));
		assert.match((await cli(at.folder, ['verify'])).stderr, /has moved to elsewhere\.bin\. Register it from there, and the bytes are stored again\.\n$/);
		assert.equal((await cli(at.folder, ['register', 'elsewhere.bin', '--model', 'churn'])).code, 0);
		await done(at.folder, 'verify');
		assert.equal((await json(at.folder, 'list', 'churn')).length, 1);
	});

	it('two branches that claim the same number within a minute: the history is whole', async () => {
		const at = await workspace();
		const made = async (path: string) => {
			await at.put(path, path);
			await done(at.folder, 'register', path, '--model', 'net');
			git(at.folder, 'add', '.');
			git(at.folder, 'commit', '-q', '-m', path);
		};
		await made('a.bin');
		git(at.folder, 'checkout', '-q', '-b', 'other');
		await made('b.bin');
		git(at.folder, 'checkout', '-q', 'main');
		await made('c.bin');
		git(at.folder, 'merge', '-q', 'other', '-m', 'both');
		const printed = await done(at.folder, 'history', 'net');
		assert.equal(printed.match(/ {2}[0-9a-f]{7}$/gm)?.length, 3, printed);
		assert.match(printed, /v2 \(\w{6}\)/);
	});

	it('paths are relative to where one stands, or to -C, and recorded relative to the workspace', async () => {
		const at = await workspace({ git: false });
		await at.put('deep/er/a.bin', 'a'); await at.put('b.bin', 'b'); await at.put('deep/c.bin', 'c');
		const deep = join(at.folder, 'deep');
		assert.equal((await json(deep, 'register', 'er/a.bin', '--model', 'x')).artifact.path, 'deep/er/a.bin');
		assert.equal((await json(deep, 'register', '../b.bin', '--model', 'x')).artifact.path, 'b.bin');
		assert.equal((await json(deep, '-C', '..', 'register', 'deep/c.bin', '--model', 'x')).artifact.path, 'deep/c.bin');
		// The workspace by another name is the same place.
		const link = join(await folder(), 'link');
		await symlink(at.folder, link);
		await at.put('d.bin', 'd');
		assert.equal((await json(at.folder, 'register', join(link, 'd.bin'), '--model', 'x')).artifact.path, 'd.bin');
	});

	it('suggests the model, and goes on with it', async () => {
		const at = await workspace({ git: false });
		await at.put('models/churn.safetensors', 'one');
		assert.equal((await json(at.folder, 'register', 'models/churn.safetensors')).ref, 'churn@v1');
		await at.put('models/churn.safetensors', 'two');
		assert.equal((await json(at.folder, 'register', 'models/churn.safetensors')).ref, 'churn@v2');
	});

	it('keeps bytes as it is told', async () => {
		const at = await workspace({ git: false });
		for (const storage of ['copy', 'hardlink', 'reference']) {
			await at.put(`${storage}.bin`, storage);
			assert.equal((await json(at.folder, 'register', `${storage}.bin`, '--model', storage, '--storage', storage)).artifact.storage, storage);
		}
	});

	it('refuses a Git LFS pointer, alone or in a folder, unless it is meant', async () => {
		const at = await workspace({ git: false });
		await at.put('net/pointer.safetensors', { fixture: 'lfs/pointer.safetensors' });
		const before = await below(join(at.folder, '.model-registry'));
		const { code, stderr } = await cli(at.folder, ['register', 'net/pointer.safetensors']);
		assert.deepEqual([code, stderr], [1, `net/pointer.safetensors is a Git LFS pointer, not the model. Run 'git lfs pull' and register it then.\n`]);
		await at.put('net/config.json', '{"model_type": "bert"}');
		await rename(join(at.folder, 'net/pointer.safetensors'), join(at.folder, 'net/model.safetensors'));
		assert.match((await cli(at.folder, ['register', 'net'])).stderr, /^net holds a Git LFS pointer in place of model\.safetensors\. Run 'git lfs pull' and register it then\.\n$/);
		// One is enough, in whatever folder: no reader knows this one.
		await at.put('parts/readme.txt', 'two parts'); await at.put('parts/deep/b.bin', { fixture: 'lfs/pointer.safetensors' });
		assert.match((await cli(at.folder, ['register', 'parts'])).stderr, /^parts holds a Git LFS pointer in place of deep\/b\.bin\./);
		assert.match((await json(at.folder, 'inspect', 'parts')).warnings[0].message, /^deep\/b\.bin is a Git LFS pointer, not the file: its [\d,]+ bytes are not here\./);
		assert.deepEqual(await below(join(at.folder, '.model-registry')), before);
		assert.equal((await json(at.folder, 'register', 'net/model.safetensors', '--as-is', '--model', 'p')).artifact.format, 'lfs-pointer');
	});

	it('those before a failure stay registered and are printed', async () => {
		const at = await workspace({ git: false });
		await at.put('a.bin', 'a'); await at.put('c.bin', 'c');
		const { code, stdout, stderr } = await cli(at.folder, ['register', 'a.bin', 'b.bin', 'c.bin', '--model', 'x', '--json']);
		assert.deepEqual([code, stderr], [1, `b.bin doesn't exist. Check the path.\n`]);
		assert.deepEqual((JSON.parse(stdout) as Printed[]).map(version => version.ref), ['x@v1']);
		assert.equal((await json(at.folder, 'list', 'x')).length, 1);
	});

	it('says what to know: warnings of the file, and what could not be tied to git', async () => {
		const at = await workspace({ git: false });
		await at.put('cut.safetensors', (await readFile('test/fixtures/formats/safetensors/many.safetensors')).subarray(0, 300).toString('latin1'));
		const out = await done(at.folder, 'register', 'cut.safetensors', '--model', 'x');
		assert.match(out, /^x v1 {2}cut\.safetensors, \d+ B\n/);
		assert.match(out, /^Warning: /m);
		assert.match(out, /^Not tied to git: /m);
	});

	it('Ctrl+C: exit 130, and nothing is left', async () => {
		const at = await workspace();
		const file = await open(join(at.folder, 'large.bin'), 'w');
		await file.truncate(3e9);
		await file.close();
		const registry = join(at.folder, '.model-registry');
		const before = await below(registry), refs = git(at.folder, 'for-each-ref');
		// A link would be instant, a clone too where the file system can: a folder is walked and hashed in any case.
		const child = spawn(process.execPath, [program, 'register', 'large.bin', '--model', 'x'], { cwd: at.folder, env: environment });
		let stderr = '';
		child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
		const ended = once(child, 'exit');
		while (child.exitCode === null && (await below(registry)).length === before.length) { await new Promise(wait => setTimeout(wait, 20)); }
		child.kill('SIGINT');
		const [code] = await ended as [number | null];
		assert.equal(code, 130, stderr);
		assert.match(stderr, /cancelled\. Nothing was changed\.\n$/);
		assert.deepEqual(await below(registry), before);
		assert.equal(git(at.folder, 'for-each-ref'), refs);
		assert.deepEqual(await json(at.folder, 'list'), []);
	});

	it('a reader who has read enough is no failure', async () => {
		const child = spawn(process.execPath, [program, '--help'], { env: environment });
		let stderr = '';
		child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
		child.stdout.destroy();
		assert.deepEqual(await once(child, 'close'), [0, null]);
		assert.equal(stderr, '');
	});
});
