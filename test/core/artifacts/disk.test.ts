import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../../../src/core/files/atomic';
import type { Sandbox } from './sandbox';
import { filesBelow, noise, objectName, refused, sandbox, sha, shaOf } from './sandbox';

/** Mounts, or says that this machine doesn't let us. */
function mount(args: readonly string[]): boolean {
	return process.getuid?.() === 0 && spawnSync('mount', args).status === 0;
}

describe('a disk that is full, read-only or able to clone', () => {
	let box: Sandbox;
	let mounted: string | undefined;
	beforeEach(async () => { box = await sandbox(); });
	afterEach(async () => {
		if (mounted !== undefined) { execFileSync('umount', [mounted]); }
		mounted = undefined;
		await box.remove();
	});
	const mountAt = (folder: string, args: readonly string[]) => {
		if (mount([...args, folder])) { mounted = folder; }
		return mounted !== undefined;
	};

	it('full: one sentence, no trace, and the next smaller file is stored', async function () {
		if (!mountAt(box.registryFolder, ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs'])) { this.skip(); }
		await box.file('big.bin', noise(3_000_000));
		await refused(box.store.stage(join(box.workspace, 'big.bin'), { policy: 'copy' }), 'disk-full', 'big.bin');
		await refused(box.store.stage(join(box.workspace, 'big.bin'), { policy: 'hardlink' }), 'disk-full', 'big.bin');
		for (let i = 0; i < 30; i++) { await box.file(`m/${i}`, noise(100_000, i + 1)); }
		await refused(box.store.stage(join(box.workspace, 'm'), { policy: 'copy' }), 'disk-full');
		assert.deepEqual(filesBelow(box.registryFolder), []);
		const staged = await box.store.stage(await box.file('small.bin', noise(1000)), { policy: 'copy' });
		await staged.publish();
		assert.deepEqual(box.inStore(), [objectName(staged.digest)]);
	});

	it('full of files: what can\'t be published leaves nothing that is seen', async function () {
		// Room for a few names only: root, tmp, the staging and its two files, sha256.
		if (!mountAt(box.registryFolder, ['-t', 'tmpfs', '-o', 'nr_inodes=7', 'tmpfs'])) { this.skip(); }
		await box.file('m/a', 'aa');
		await box.file('m/b', 'bb');
		const staged = await box.store.stage(join(box.workspace, 'm'), { policy: 'copy' });
		await refused(staged.publish(), 'disk-full', 'm');
		assert.equal(await box.store.has(sha('aa')), false);
		assert.deepEqual(filesBelow(box.registryFolder), []);
	});

	it('full where a version is handed out: nothing stays there', async function () {
		const out = join(box.workspace, 'out');
		await mkdir(out);
		if (!mountAt(out, ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs'])) { this.skip(); }
		await box.file('m/a', noise(600_000));
		await box.file('m/b', noise(600_000, 2));
		const staged = await box.store.stage(join(box.workspace, 'm'), { policy: 'copy' });
		await staged.publish();
		await refused(box.store.materialise(staged.files, join(out, 'x'), { ref: 'm@v1' }), 'disk-full', 'out/x');
		assert.deepEqual(filesBelow(out), []);
	});

	it('full under a small file: the old one stays', async function () {
		if (!mountAt(box.registryFolder, ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs'])) { this.skip(); }
		const path = join(box.registryFolder, 'registry.json');
		await writeAtomic(path, 'old');
		await refused(writeAtomic(path, noise(100_000)), 'disk-full', 'registry.json');
		assert.deepEqual(filesBelow(box.registryFolder), ['registry.json']);
		assert.equal(await shaOf(path), sha('old'));
	});

	it('read-only: says so', async function () {
		if (!mountAt(box.registryFolder, ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs'])) { this.skip(); }
		await box.file('a.pt', 'x');
		execFileSync('mount', ['-o', 'remount,ro', box.registryFolder]);
		await refused(box.store.stage(join(box.workspace, 'a.pt'), { policy: 'copy' }), 'unwritable', 'read-only');
		await refused(writeAtomic(join(box.registryFolder, 'x'), 'x'), 'unwritable', 'read-only');
	});

	for (const [system, make] of [['btrfs', ['mkfs.btrfs', '-q']], ['xfs', ['mkfs.xfs', '-q', '-m', 'reflink=1']]] as const) {
		it(`clones on ${system}: no second copy of the bytes`, async function () {
			this.timeout(60_000);
			const image = `${box.workspace}.${system}`;
			execFileSync('truncate', ['-s', '400M', image]);
			try {
				if (spawnSync(make[0], [...make.slice(1), image]).status !== 0 || !mountAt(box.workspace, ['-o', 'loop', image])) { this.skip(); }
				await mkdir(box.registryFolder);
				const free = async () => {
					execFileSync('sync', ['-f', box.workspace]);
					return Number(execFileSync('stat', ['-f', '-c', '%f %S', box.workspace], { encoding: 'utf8' }).split(' ').reduce((product, part) => product * Number(part), 1));
				};
				const content = noise(60_000_000);
				const path = await box.file('a.bin', content);
				await chmod(path, 0o400);
				const before = await free();
				const staged = await box.store.stage(path, { policy: 'copy' });
				assert.equal(staged.digest, sha(content));
				await staged.publish();
				await box.store.materialise(staged.files, join(box.workspace, 'out'), { ref: 'a@v1' });
				assert.ok(before - await free() < 20_000_000, 'the bytes were written again');
				assert.equal((await stat(box.store.objectPath(staged.digest))).mode & 0o777, 0o444);
				await rm(path);
				await writeFile(join(box.workspace, 'out/a.bin'), 'edited');
				assert.equal(await shaOf(box.store.objectPath(staged.digest)), sha(content));
				assert.equal(existsSync(join(box.registryFolder, 'artifacts/tmp')), false);
			} finally {
				await rm(image, { force: true });
			}
		});
	}
});
