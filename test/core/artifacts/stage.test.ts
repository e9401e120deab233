import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, link, lstat, readFile, stat, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestOf } from '../../../src/core/artifacts/manifest';
import { chunk } from '../../../src/core/artifacts/pump';
import { openArtifacts } from '../../../src/core/artifacts/store';
import type { Sandbox } from './sandbox';
import { noise, objectName, refused, sandbox, sha, shaOf } from './sandbox';

describe('stage and publish', () => {
	let box: Sandbox;
	beforeEach(async () => { box = await sandbox(); });
	afterEach(() => box.remove());

	it('stores a file under the digest of its bytes, read-only, and leaves the file as it was', async () => {
		const path = await box.file('models/a.pt', 'weights');
		const before = await stat(path, { bigint: true });
		const staged = await box.store.stage(path, { policy: 'copy' });
		assert.equal(staged.digest, sha('weights'));
		assert.deepEqual(staged.files, [{ path: 'a.pt', sha256: sha('weights'), bytes: 7 }]);
		assert.deepEqual([staged.kind, staged.bytes, staged.storage], ['file', 7, 'copy']);
		assert.equal(await box.store.has(staged.digest), false);
		await staged.publish();
		assert.deepEqual(box.inStore(), [objectName(staged.digest)]);
		assert.equal(await box.store.has(staged.digest), true);
		const object = await stat(box.store.objectPath(staged.digest));
		assert.equal(object.mode & 0o777, 0o444);
		const after = await stat(path, { bigint: true });
		assert.deepEqual([after.mode, after.mtimeNs, after.ctimeNs, after.nlink], [before.mode, before.mtimeNs, before.ctimeNs, 1n]);
		await staged.publish();
		await staged.discard();
		assert.equal(await readFile(box.store.objectPath(staged.digest), 'utf8'), 'weights');
	});

	it('hashes right whatever the length, around the borders of its buffers', async () => {
		for (const bytes of [1, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 17]) {
			const content = noise(bytes, bytes);
			const seen: number[] = [];
			const staged = await box.store.stage(await box.file('a.bin', content), { policy: 'copy', onProgress: ({ bytes: done, total }) => { assert.equal(total, bytes); seen.push(done); } });
			assert.equal(staged.digest, sha(content));
			await staged.publish();
			assert.equal(await shaOf(box.store.objectPath(staged.digest)), sha(content));
			assert.deepEqual(seen, [...seen].sort((a, b) => a - b));
			assert.deepEqual([seen[0], seen.at(-1)], [0, bytes]);
		}
	});

	it('discards without a trace, also the folders that it made', async () => {
		const staged = await box.store.stage(await box.file('a.pt', 'weights'), { policy: 'copy' });
		assert.equal(box.inStore().length, 1);
		await staged.discard();
		assert.equal(existsSync(join(box.registryFolder, 'artifacts')), false);
		await staged.publish();
		assert.deepEqual(box.inStore(), []);
	});

	it('stores equal bytes once, and keeps what is there', async () => {
		const first = await box.store.stage(await box.file('a.pt', 'weights'), { policy: 'copy' });
		await first.publish();
		const before = await stat(box.store.objectPath(first.digest));
		const second = await box.store.stage(await box.file('b.pt', 'weights'), { policy: 'copy' });
		assert.equal(second.digest, first.digest);
		await second.publish();
		assert.equal((await stat(box.store.objectPath(first.digest))).ino, before.ino);
		assert.deepEqual(await box.store.usage(), { objects: 1, bytes: 7 });
	});

	it('replaces an object that was cut off, and brings back one that goes away between staging and publishing', async () => {
		const path = await box.file('a.pt', 'weights');
		const first = await box.store.stage(path, { policy: 'copy' });
		await first.publish();
		const object = box.store.objectPath(first.digest);
		await chmod(object, 0o644);
		await truncate(object, 3);
		await (await box.store.stage(path, { policy: 'copy' })).publish();
		assert.equal(await shaOf(object), first.digest);
		const third = await box.store.stage(path, { policy: 'copy' });
		await unlink(object);
		await third.publish();
		assert.equal(await shaOf(object), first.digest);
	});

	it('links where asked: one inode, read-only', async () => {
		const path = await box.file('a.pt', 'weights');
		const staged = await box.store.stage(path, { policy: 'hardlink' });
		assert.equal(staged.storage, 'hardlink');
		assert.equal((await stat(path)).mode & 0o200, 0o200);
		await staged.publish();
		const object = await stat(box.store.objectPath(staged.digest));
		assert.equal(object.ino, (await stat(path)).ino);
		assert.equal(object.mode & 0o777, 0o444);
		const again = await box.store.stage(path, { policy: 'hardlink' });
		await again.publish();
		assert.deepEqual(box.inStore(), [objectName(staged.digest)]);
		assert.equal((await stat(path)).nlink, 2);
	});

	it('leaves a linked file as it was when discarded', async () => {
		const path = await box.file('a.pt', 'weights');
		const before = await stat(path);
		await (await box.store.stage(path, { policy: 'hardlink' })).discard();
		const after = await stat(path);
		assert.deepEqual([after.mode, after.nlink, after.mtimeMs], [before.mode, 1, before.mtimeMs]);
		assert.deepEqual(box.inStore(), []);
	});

	it('copies where a link would cross disks, and says so', async function () {
		if (!existsSync('/dev/shm') || (await stat('/dev/shm')).dev === (await stat(box.workspace)).dev) { this.skip(); }
		const other = await sandbox('/dev/shm');
		const store = openArtifacts({ registryFolder: other.registryFolder, workspace: box.workspace });
		const staged = await store.stage(await box.file('a.pt', 'weights'), { policy: 'hardlink' });
		assert.equal(staged.storage, 'copy');
		await staged.publish();
		assert.equal(await shaOf(store.objectPath(staged.digest)), sha('weights'));
		await other.remove();
	});

	it('only refers where asked: nothing is stored', async () => {
		const path = await box.file('a.pt', 'weights');
		const staged = await box.store.stage(path, { policy: 'reference' });
		assert.deepEqual([staged.digest, staged.storage], [sha('weights'), 'reference']);
		await staged.publish();
		assert.equal(existsSync(join(box.registryFolder, 'artifacts')), false);
	});

	it('takes a folder as one thing: the digest is that of what sha256sum would print', async () => {
		await box.file('m/b.bin', 'bb');
		await box.file('m/a/x.bin', 'ax');
		await box.file('m/a.txt', 'at');
		await box.file('m/empty', '');
		await box.file('m/twin.bin', 'bb');
		for (const noisy of ['m/.git/HEAD', 'm/__pycache__/a.pyc', 'm/a/.ipynb_checkpoints/n', 'm/.DS_Store', 'm/.model-registry/x']) { await box.file(noisy, 'noise'); }
		const staged = await box.store.stage(join(box.workspace, 'm'), { policy: 'copy' });
		assert.deepEqual(staged.files.map(file => file.path), ['a.txt', 'a/x.bin', 'b.bin', 'empty', 'twin.bin']);
		assert.equal(staged.digest, sha(manifestOf(staged.files)));
		assert.deepEqual([staged.kind, staged.bytes], ['directory', 8]);
		await staged.publish();
		assert.deepEqual(box.inStore(), ['at', 'ax', 'bb', ''].map(text => objectName(sha(text))).sort());
		const { digest, files, kind, bytes } = await box.store.digestOf(join(box.workspace, 'm'));
		assert.deepEqual({ digest, files, kind, bytes }, { digest: staged.digest, files: staged.files, kind: 'directory', bytes: 8 });
	});

	it('follows links to what is inside the workspace', async () => {
		await box.file('blobs/w', 'weights');
		await box.file('parts/one/x', 'x');
		await box.file('m/config.json', '{}');
		await symlink('../blobs/w', join(box.workspace, 'm/model.bin'));
		await symlink('../parts', join(box.workspace, 'm/parts'));
		await symlink('m/model.bin', join(box.workspace, 'link.bin'));
		const staged = await box.store.stage(join(box.workspace, 'm'), { policy: 'copy' });
		assert.deepEqual(staged.files.map(file => file.path), ['config.json', 'model.bin', 'parts/one/x']);
		await staged.publish();
		assert.ok((await lstat(box.store.objectPath(sha('weights')))).isFile());
		const single = await box.store.stage(join(box.workspace, 'link.bin'), { policy: 'hardlink' });
		assert.deepEqual(single.files, [{ path: 'link.bin', sha256: sha('weights'), bytes: 7 }]);
		await single.discard();
	});

	it('finds the workspace through a link, too', async () => {
		const path = await box.file('a.pt', 'weights');
		await symlink(box.workspace, `${box.workspace}-link`);
		const store = openArtifacts({ registryFolder: join(`${box.workspace}-link`, '.model-registry'), workspace: `${box.workspace}-link` });
		await (await store.stage(path, { policy: 'copy' })).publish();
		await (await store.stage(join(`${box.workspace}-link`, 'a.pt'), { policy: 'copy' })).publish();
		await refused(store.stage(join(box.registryFolder, 'artifacts'), { policy: 'copy' }), 'inside-registry');
		assert.deepEqual(box.inStore(), [objectName(sha('weights'))]);
		await unlink(`${box.workspace}-link`);
	});

	it('stores a folder of 2,000 files, and each of its bytes once', async function () {
		this.timeout(120_000);
		for (let i = 0; i < 2000; i++) { await box.file(`m/${i % 20}/${i}.bin`, `file ${i % 1500}`); }
		const staged = await box.store.stage(join(box.workspace, 'm'), { policy: 'copy' });
		assert.equal(staged.files.length, 2000);
		await staged.publish();
		assert.equal((await box.store.usage()).objects, 1500);
		assert.equal(box.inStore().length, 1500);
		const checked = await box.store.check({ ...staged, path: 'm' }, { deep: true });
		assert.ok(checked.every(one => one.state === 'ok'));
	});

	it('stores nothing where there is no registry', async () => {
		const path = await box.file('a.pt', 'weights');
		const none = openArtifacts({ workspace: box.workspace, registryFolder: join(box.workspace, 'none') });
		await refused(none.stage(path, { policy: 'copy' }), 'not-initialised');
		const file = openArtifacts({ workspace: box.workspace, registryFolder: await box.file('file', '') });
		await refused(file.stage(path, { policy: 'copy' }), 'registry-is-a-file', 'file');
	});

	it('keeps hard links of the user apart from the store when it copies', async () => {
		const path = await box.file('a.pt', 'weights');
		await link(path, join(box.workspace, 'b.pt'));
		const staged = await box.store.stage(path, { policy: 'copy' });
		await staged.publish();
		await writeFile(path, 'changed');
		assert.equal(await shaOf(box.store.objectPath(staged.digest)), sha('weights'));
	});
});
