import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, lstat, mkdir, readlink, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StagedArtifact } from '../../../src/core/artifacts/store';
import type { ArtifactFile } from '../../../src/core/model';
import type { Sandbox } from './sandbox';
import { filesBelow, noise, refused, sandbox, sha } from './sandbox';

describe('materialise', () => {
	let box: Sandbox;
	let staged: StagedArtifact;
	let out: string;
	beforeEach(async () => {
		box = await sandbox();
		await box.file('m/config.json', '{}');
		await box.file('m/weights/a.bin', noise(5_000_000));
		await box.file('m/weights/deep/b.bin', 'bb');
		await box.file('m/empty', '');
		staged = await box.store.stage(join(box.workspace, 'm'), { policy: 'copy' });
		await staged.publish();
		out = join(box.workspace, 'out');
	});
	afterEach(() => box.remove());
	const get = (to = out, more: Partial<Parameters<Sandbox['store']['materialise']>[2]> = {}) => box.store.materialise(staged.files, to, { ref: 'churn@v7', ...more });
	const all = ['config.json', 'empty', 'weights/a.bin', 'weights/deep/b.bin'];

	it('puts the files of a version into a folder, writable and apart from the store', async () => {
		const seen: number[] = [];
		assert.deepEqual(await get(out, { onProgress: ({ bytes }) => seen.push(bytes) }), { written: all, left: [] });
		assert.deepEqual(filesBelow(out), all);
		for (const path of all) { assert.deepEqual(readFileSync(join(out, path)), readFileSync(join(box.workspace, 'm', path))); }
		const made = await stat(join(out, 'config.json'));
		assert.equal(made.mode & 0o200, 0o200);
		await writeFile(join(out, 'config.json'), 'edited');
		assert.equal(readFileSync(box.store.objectPath(sha('{}')), 'utf8'), '{}');
		assert.equal(seen.at(-1), staged.bytes);
	});

	it('makes folders that are missing, also outside of the workspace', async () => {
		const other = await sandbox();
		await get(join(other.workspace, 'a/b/c'));
		assert.deepEqual(filesBelow(join(other.workspace, 'a/b/c')), all);
		await other.remove();
	});

	it('leaves what is the same, and refuses what differs before anything is written', async () => {
		await get();
		const before = await stat(join(out, 'config.json'), { bigint: true });
		await rm(join(out, 'empty'));
		assert.deepEqual(await get(), { written: ['empty'], left: ['config.json', 'weights/a.bin', 'weights/deep/b.bin'] });
		assert.equal((await stat(join(out, 'config.json'), { bigint: true })).ctimeNs, before.ctimeNs);
		await writeFile(join(out, 'weights/deep/b.bin'), 'xx');
		await rm(join(out, 'config.json'));
		await refused(get(), 'would-overwrite', 'out/weights/deep/b.bin');
		assert.deepEqual(filesBelow(out), ['empty', 'weights/a.bin', 'weights/deep/b.bin']);
		assert.deepEqual((await get(out, { force: true })).written, ['config.json', 'weights/deep/b.bin']);
		assert.equal(readFileSync(join(out, 'weights/deep/b.bin'), 'utf8'), 'bb');
		assert.deepEqual(filesBelow(out), all);
	});

	it('hands out nothing when bytes were changed or are missing', async () => {
		const object = box.store.objectPath(sha('bb'));
		await chmod(object, 0o644);
		await writeFile(object, 'xx');
		await refused(get(), 'bytes-modified', 'churn@v7');
		assert.equal(existsSync(out), false);
		await truncate(object, 1);
		await refused(get(), 'bytes-modified', 'churn@v7');
		await rm(object);
		await refused(get(), 'bytes-missing', 'churn@v7');
		await mkdir(object);
		await refused(get(), 'bytes-modified', 'churn@v7');
		assert.equal(existsSync(out), false);
	});

	it('puts everything back when the last file can\'t be handed out, forced or not', async () => {
		await get();
		await writeFile(join(out, 'config.json'), 'mine');
		await rm(join(out, 'weights'), { recursive: true });
		await rm(box.store.objectPath(sha('bb')));
		await refused(get(out, { force: true }), 'bytes-missing');
		assert.deepEqual(filesBelow(out), ['config.json', 'empty']);
		assert.equal(readFileSync(join(out, 'config.json'), 'utf8'), 'mine');
	});

	it('writes through no link, and into nothing that is in the way', async () => {
		const other = await sandbox();
		await mkdir(out);
		await symlink(other.workspace, join(out, 'weights'));
		for (const force of [false, true]) { await refused(get(out, { force }), 'through-link', 'out/weights'); }
		await rm(join(out, 'weights'));
		await writeFile(join(out, 'weights'), 'file');
		await refused(get(out, { force: true }), 'in-the-way', 'out/weights');
		await rm(join(out, 'weights'));
		await mkdir(join(out, 'config.json'));
		await refused(get(out, { force: true }), 'in-the-way', 'out/config.json');
		await rm(join(out, 'config.json'), { recursive: true });
		await writeFile(join(other.workspace, 'theirs'), 'theirs');
		await symlink(join(other.workspace, 'theirs'), join(out, 'config.json'));
		await refused(get(), 'would-overwrite', 'out/config.json');
		await get(out, { force: true });
		assert.ok((await lstat(join(out, 'config.json'))).isFile());
		assert.equal(readFileSync(join(other.workspace, 'theirs'), 'utf8'), 'theirs');
		assert.deepEqual(filesBelow(other.workspace), ['.model-registry/', 'theirs']);
		await other.remove();
	});

	it('never waits for a FIFO that is in the way', async function () {
		if (process.platform === 'win32') { this.skip(); }
		await mkdir(out);
		execFileSync('mkfifo', [join(out, 'config.json')]);
		await refused(get(), 'would-overwrite');
		await refused(get(out, { force: true }), 'in-the-way', 'out/config.json');
	});

	it('goes to a linked target that was chosen, and not to a file or the registry', async () => {
		await mkdir(join(box.workspace, 'real'));
		await symlink('real', out);
		await get();
		assert.equal(await readlink(out), 'real');
		assert.deepEqual(filesBelow(join(box.workspace, 'real')), all);
		await refused(get(join(box.workspace, 'm/config.json')), 'not-a-folder', 'm/config.json');
		await refused(get(join(box.workspace, 'm/config.json/below')), 'not-a-folder', 'm/config.json/below');
		await refused(get(join(box.registryFolder, 'x')), 'inside-registry');
		await symlink('.model-registry', join(box.workspace, 'r'));
		await refused(get(join(box.workspace, 'r/x')), 'inside-registry');
	});

	it('lets no path of a hostile version out of the folder', async () => {
		const outside = join(box.workspace, 'evil');
		const hostile = fc.array(fc.constantFrom('..', '.', '', 'evil', 'a', '.git', 'a\\..\\..\\evil', '\0', 'C:', box.workspace), { minLength: 1, maxLength: 5 }).map(parts => parts.join('/'));
		const before = filesBelow(box.workspace);
		await fc.assert(fc.asyncProperty(hostile, async path => {
			const file: ArtifactFile = { path, sha256: sha('bb'), bytes: 2 };
			await box.store.materialise([file], join(out, 'x/y'), { ref: 'churn@v7' }).catch(error => refused(Promise.resolve().then(() => { throw error as Error; }), 'bad-path'));
			await rm(out, { recursive: true, force: true });
			assert.deepEqual(filesBelow(box.workspace), before);
		}), { numRuns: 60 });
		assert.equal(existsSync(outside), false);
	});

	it('refuses files that can\'t stand in one folder together', async () => {
		const file = (path: string) => ({ path, sha256: sha('bb'), bytes: 2 });
		await refused(box.store.materialise([file('a'), file('a')], out, { ref: 'x' }), 'bad-path', 'a');
		await refused(box.store.materialise([file('a/b'), file('a')], out, { ref: 'x' }), 'bad-path', 'a can');
		await refused(box.store.materialise([{ ...file('a'), sha256: '../../../etc/passwd' }], out, { ref: 'x' }), 'bad-value');
		assert.equal(existsSync(out), false);
	});

	it('shares bytes with the store only when asked, and only while they are read-only', async () => {
		await get(out, { mode: 'hardlink' });
		const made = await stat(join(out, 'config.json'));
		assert.equal(made.ino, (await stat(box.store.objectPath(sha('{}')))).ino);
		assert.equal(made.mode & 0o222, 0);
		await rm(out, { recursive: true });
		await chmod(box.store.objectPath(sha('{}')), 0o644);
		await get(out, { mode: 'hardlink' });
		assert.notEqual((await stat(join(out, 'config.json'))).ino, (await stat(box.store.objectPath(sha('{}')))).ino);
	});

	it('takes referred bytes from where they are, links included', async () => {
		await symlink('m/config.json', join(box.workspace, 'c.json'));
		const referred = await box.store.stage(join(box.workspace, 'c.json'), { policy: 'reference' });
		const source = (file: ArtifactFile) => box.store.keptAt({ ...referred, path: 'c.json' }, file);
		await box.store.materialise(referred.files, out, { ref: 'c@v1', source });
		assert.equal(readFileSync(join(out, 'c.json'), 'utf8'), '{}');
		await writeFile(join(box.workspace, 'm/config.json'), '[]');
		await refused(box.store.materialise(referred.files, join(out, 'again'), { ref: 'c@v1', source }), 'bytes-modified', 'c.json');
	});
});
