import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRegistry } from '../../src/core/registry';
import { cli, done, git, json, workspace, type Printed, type Workspace } from './cli';

const versionKeys = ['id', 'model', 'number', 'ref', 'aliases', 'tags', 'artifact', 'params', 'metrics', 'git', 'at', 'by', 'notes', 'archived'];
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

function assertVersion(version: Printed): void {
	for (const key of versionKeys) { assert.ok(key in version, key); }
	assert.match(version.id, ulid);
	assert.equal(version.ref, `${version.model}@v${version.number}`);
	assert.ok(Array.isArray(version.aliases) && typeof version.tags === 'object');
	assert.match(version.artifact.digest, /^[0-9a-f]{64}$/);
	assert.ok(version.artifact.files.length > 0);
	for (const file of version.artifact.files) { assert.deepEqual(Object.keys(file), ['path', 'sha256', 'bytes']); }
	assert.equal(version.artifact.bytes, version.artifact.files.reduce((sum: number, file: Printed) => sum + file.bytes, 0));
	assert.equal(new Date(version.at).toISOString(), version.at);
	assert.deepEqual(Object.keys(version.by), ['name', 'email']);
}

describe('cli: JSON', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;
	let v1: Printed, v2: Printed;

	before(async () => {
		at = await workspace();
		await at.put('models/churn.safetensors', { fixture: 'safetensors/many.safetensors' });
		v1 = await json(at.folder, 'register', 'models/churn.safetensors', '--model', 'churn', '--metric', 'auc=0.8731', '--metric', 'log_loss=nan', '--metric', 'margin=-inf', '--alias', 'production');
		await at.put('models/net/a.safetensors', { fixture: 'safetensors/many.safetensors' });
		await at.put('models/net/config/b.json', '{}');
		v2 = await json(at.folder, 'register', 'models/net', '--model', 'churn', '--metric', 'auc=0.8764', '--param', 'lr=2e-05', '--param', 'layers=[64, 32]', '--param', 'bias=true', '--param', 'name=0x1f', '--tag', 'team=retention', '--alias', 'staging', '--alias', 'next', '--notes', '- a list');
	});

	it('init says whether it made one', async () => {
		const { folder } = await workspace({ git: false, init: false });
		const first = await json(folder, 'init', '--name', 'Customer models');
		assert.deepEqual([first.folder, first.created, first.registry.name, first.registry.schema], [join(folder, '.model-registry'), true, 'Customer models', 1]);
		assert.equal((await json(folder, 'init')).created, false);
	});

	it('register prints one version', async () => {
		assertVersion(v1);
		const bytes = await readFile(join(at.folder, 'models/churn.safetensors'));
		assert.deepEqual(v1.artifact.files, [{ path: 'churn.safetensors', sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }]);
		assert.deepEqual([v1.model, v1.number, v1.aliases, v1.artifact.format, v1.archived], ['churn', 1, ['production'], 'safetensors', false]);
		assert.deepEqual([v1.metrics.auc, v1.metrics.log_loss, v1.metrics.margin], [0.8731, 'NaN', '-Infinity']);
		assert.equal(v1.git.commit, git(at.folder, 'rev-parse', 'HEAD'));
		assert.equal(v1.git.branch, 'main');
		assert.equal(git(at.folder, 'rev-parse', `refs/model-registry/${v1.id}`), v1.git.snapshot);
		assert.equal(typeof v1.git.dirty, 'boolean');
		assert.deepEqual(v1.by, { name: 'Rosa Klein', email: 'rosa@example.com' });
	});

	it('what was typed is recognised, and kept as typed', () => {
		assertVersion(v2);
		assert.deepEqual([v2.params.lr, v2.params.layers, v2.params.bias, v2.params.name], [2e-5, [64, 32], true, '0x1f']);
		assert.equal(v2.written['params.lr'], '2e-05');
		assert.deepEqual([v2.tags, v2.notes, v2.aliases], [{ team: 'retention' }, '- a list', ['staging', 'next']]);
		assert.deepEqual(v2.artifact.files.map((file: Printed) => file.path).sort(), ['a.safetensors', 'config/b.json']);
	});

	it('register prints an array for several paths, and list MODEL the same versions', async () => {
		const other = await workspace({ git: false });
		await other.put('a.bin', 'a'); await other.put('b.bin', 'b');
		const made = await json(other.folder, 'register', 'a.bin', 'b.bin', '--model', 'x');
		assert.deepEqual(made.map((version: Printed) => [version.ref, version.git]), [['x@v1', null], ['x@v2', null]]);
		made.forEach(assertVersion);
		assert.deepEqual(await json(other.folder, 'list', 'x'), [...made].reverse());
		assert.equal((await json(other.folder, 'list', 'x', '--limit', '1')).length, 1);
	});

	it('list prints models with count, latest number and aliases', async () => {
		const [model, ...rest] = await json(at.folder, 'list');
		assert.deepEqual(rest, []);
		assert.deepEqual([model.name, model.versions, model.latest, model.aliases], ['churn', 2, 2, { production: 1, staging: 2, next: 2 }]);
	});

	it('show prints a version and more, by every way to name it', async () => {
		for (const ref of ['churn@v1', 'churn@1', 'churn@production', 'models:/churn/1', 'models:/churn@production', v1.id]) {
			const shown = await json(at.folder, 'show', ref);
			assertVersion(shown);
			assert.equal(shown.id, v1.id, ref);
		}
		const latest = await json(at.folder, 'show', 'churn');
		assert.equal(latest.id, v2.id);
		assert.deepEqual([latest.sources['params.lr'].tool, latest.kind, Array.isArray(latest.inputs), latest.untied], ['user', v2.kind ?? latest.kind, true, null]);
		assert.match(latest.record, /^\.model-registry\/records\//);
	});

	it('alias says from where to where', async () => {
		assert.deepEqual(await json(at.folder, 'alias', 'set', 'churn@v2', 'champion', '--reason', 'beats v1'), { model: 'churn', alias: 'champion', from: null, to: 'churn@v2' });
		assert.deepEqual(await json(at.folder, 'alias', 'set', 'churn@v1', 'champion'), { model: 'churn', alias: 'champion', from: 'churn@v2', to: 'churn@v1' });
		assert.deepEqual(await json(at.folder, 'alias', 'remove', 'churn', 'champion'), { model: 'churn', alias: 'champion', from: 'churn@v1', to: null });
	});

	it('tag, note and card say what stands now', async () => {
		assert.deepEqual(await json(at.folder, 'tag', 'set', 'churn@v1', 'a=1', 'b=x=y'), { ref: 'churn@v1', tags: { a: '1', b: 'x=y' } });
		assert.deepEqual(await json(at.folder, 'tag', 'remove', 'churn@v1', 'a'), { ref: 'churn@v1', tags: { b: 'x=y' } });
		assert.deepEqual(await json(at.folder, 'tag', 'churn', 'team=r'), { model: 'churn', tags: { team: 'r' } });
		assert.deepEqual(await json(at.folder, 'note', 'churn@v1', '- said later'), { ref: 'churn@v1', notes: '- said later', added: '- said later' });
		assert.deepEqual(await json(at.folder, 'card', 'churn'), { model: 'churn', card: null });
		assert.deepEqual(await json(at.folder, 'card', 'churn', '--text', '# Churn'), { model: 'churn', card: '# Churn' });
		const piped = await cli(at.folder, ['card', 'churn', '--file', '-', '--json'], {}, '# Piped\n');
		assert.deepEqual(JSON.parse(piped.stdout), { model: 'churn', card: '# Piped\n' });
	});

	it('archive, purge, recover and restore print the version', async () => {
		const ref = (await json(at.folder, 'register', 'train.py', '--model', 'spare')).ref;
		const archived = await json(at.folder, 'archive', ref, '--reason', 'a script');
		assertVersion(archived);
		assert.deepEqual([archived.archived, (await json(at.folder, 'list', 'spare'))[0].archived], [true, true]);
		const purged = await json(at.folder, 'purge', ref);
		assert.ok(purged.purged && purged.freed > 0);
		assert.equal((await json(at.folder, 'recover', ref)).purged, null);
		assert.equal((await json(at.folder, 'restore', ref)).archived, false);
		assert.deepEqual(await json(at.folder, 'rename', 'spare', 'Wheel'), { model: 'Wheel', before: 'spare' });
		assert.equal((await json(at.folder, 'show', ref)).ref, 'Wheel@v1');
	});

	it('verify goes on where it was interrupted, gently, when told to; both are for everything', async () => {
		const kept = await workspace();
		for (const name of ['a', 'b', 'c']) { await kept.put(`${name}.bin`, name.repeat(100)); await json(kept.folder, 'register', `${name}.bin`, '--model', 'x'); }
		const stop = new AbortController();
		const registry = openRegistry({ folder: kept.folder });
		await assert.rejects(registry.verifyAll({ signal: stop.signal, onProgress: ({ bytes }) => { if (bytes >= 200) { stop.abort(); } } }), { reason: 'cancelled' });
		await registry.close();
		const left = await cli(kept.folder, ['verify', '--resume', '--gentle']);
		assert.match(left.stdout, /^(\d) versions? had been checked before the interruption\.\n\d files? checked, (?:all are|it is|the rest is) as registered\.\n$/);
		assert.equal(left.code, 0);
		assert.equal((await cli(kept.folder, ['verify', '--resume'])).stdout, '3 files checked, all are as registered.\n', 'what is through begins anew');
		for (const args of [['x@v1', '--gentle'], ['--quick', '--resume']]) {
			const { code, stderr } = await cli(kept.folder, ['verify', ...args]);
			assert.equal(code, 2);
			assert.match(stderr, /--resume and --gentle are for verifying all versions/);
		}
	});

	it('verify prints an entry per file, and exits with 1 when one is not ok', async () => {
		const ok = await json(at.folder, 'verify', 'churn@v2');
		assert.deepEqual(ok.map((one: Printed) => Object.keys(one)), [['ref', 'path', 'state'], ['ref', 'path', 'state']]);
		assert.ok(ok.every((one: Printed) => one.state === 'ok' && one.ref === 'churn@v2'));
		const kept = await workspace({ git: false });
		for (const name of ['moved', 'missing', 'modified']) { await kept.put(`${name}.bin`, `the bytes of ${name}`); }
		await done(kept.folder, 'register', 'moved.bin', 'missing.bin', 'modified.bin', '--model', 'x', '--storage', 'reference');
		await rename(join(kept.folder, 'moved.bin'), join(kept.folder, 'elsewhere.bin'));
		await rm(join(kept.folder, 'missing.bin'));
		await writeFile(join(kept.folder, 'modified.bin'), 'the bytes of nodified');
		const { code, stdout, stderr } = await cli(kept.folder, ['verify', '--json']);
		assert.equal(code, 1);
		assert.match(stderr, /^3 of 3 files are not as registered: .+ of x@v\d .+, for one\. Restore them from a backup or another clone\.\n$/);
		const found = (JSON.parse(stdout) as { ref: string; path: string; state: string }[]).sort((a, b) => (a.ref < b.ref ? -1 : 1));
		assert.deepEqual(found, [{ ref: 'x@v1', path: 'elsewhere.bin', state: 'moved' }, { ref: 'x@v2', path: 'missing.bin', state: 'missing' }, { ref: 'x@v3', path: 'modified.bin', state: 'modified' }]);
		assert.match((await cli(kept.folder, ['verify', 'x@v1'])).stderr, /^A file of x@v1 has moved to elsewhere\.bin\. Move it back, or register it there with --again, as a new version\.\n$/);
		assert.match((await cli(kept.folder, ['verify', 'x@v2'])).stderr, /^missing\.bin of x@v2 is missing\. Restore it from a backup or another clone\.\n$/);
	});

	it('get says what it wrote and what was there', async () => {
		assert.deepEqual(await json(at.folder, 'get', 'churn@production', '--to', 'out/v1'), { ref: 'churn@v1', to: join(at.folder, 'out/v1'), files: ['churn.safetensors'], written: ['churn.safetensors'], left: [] });
		assert.deepEqual((await json(at.folder, 'get', 'churn@production', '--to', 'out/v1')).left, ['churn.safetensors']);
		assert.deepEqual(await readFile(join(at.folder, 'out/v1/churn.safetensors')), await readFile(join(at.folder, 'models/churn.safetensors')));
	});

	it('history prints entries, newest first, of all, a model, a version or an alias', async () => {
		const all = await json(at.folder, 'history');
		for (const entry of all) { assert.deepEqual(Object.keys(entry), ['record', 'kind', 'at', 'by', 'model', 'version', 'before', 'text', 'reason', 'file', 'commit']); }
		assert.deepEqual(all.map((entry: Printed) => entry.record), all.map((entry: Printed) => entry.record).sort().reverse());
		assert.ok((await json(at.folder, 'history', 'churn@v1')).every((entry: Printed) => entry.version === 'v1'));
		const champion = await json(at.folder, 'history', 'churn', '--alias', 'champion');
		assert.deepEqual(champion.map((entry: Printed) => [entry.version, entry.reason]), [[null, null], ['v1', null], ['v2', 'beats v1']]);
		assert.equal((await json(at.folder, 'history', '--limit', '2')).length, 2);
	});

	it('inspect prints exactly the keys of the contract, with and without a registry', async () => {
		const keys = ['path', 'kind', 'format', 'framework', 'library', 'bytes', 'sha256', 'parameters', 'tensors', 'params', 'metrics', 'history', 'inputs', 'signature', 'runs', 'environment', 'tags', 'metadata', 'sources', 'disagreements', 'warnings'];
		const inside = await json(at.folder, 'inspect', 'models/churn.safetensors');
		assert.deepEqual(Object.keys(inside), keys);
		assert.deepEqual([inside.path, inside.format, inside.sha256], ['models/churn.safetensors', 'safetensors', v1.artifact.digest]);
		for (const tensor of inside.tensors) { assert.deepEqual(Object.keys(tensor), ['name', 'dtype', 'shape']); }
		assert.ok(inside.tensors.length > 0);
		const bare = await workspace({ git: false, init: false });
		await bare.put('net.txt', { fixture: 'lightgbm/binary.txt' });
		await bare.put('metrics.json', '{"auc": 0.5, "loss": NaN}');
		const outside = await json(bare.folder, 'inspect', 'net.txt');
		assert.deepEqual(Object.keys(outside), keys);
		assert.deepEqual([outside.framework, outside.metrics], ['lightgbm', { auc: 0.5, loss: 'NaN' }]);
		assert.deepEqual(outside.sources['metrics.auc'], { tool: 'params-file', path: 'metrics.json', field: 'auc', certainty: 'likely' });
		assert.equal((await json(bare.folder, 'inspect', 'net.txt', '--no-digest')).sha256, null);
		assert.deepEqual({ ...await json(at.folder, 'inspect', join(bare.folder, 'net.txt')), path: 'net.txt' }, outside);
	});

	it('doctor prints problems, conflicts and counts', async () => {
		const { folder } = await workspace({ git: false });
		assert.deepEqual(await json(folder, 'doctor'), { problems: [], conflicts: [], newer: [], records: 0, versions: 0, models: 0, compactable: { files: 0, months: 0, pays: false }, orphans: { objects: 0, bytes: 0 } });
	});
});
