import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, objectName, refused, sandbox, sha, type Sandbox } from './sandbox';

describe('bytes that were brought together before they are stored', () => {
	let box: Sandbox;
	beforeEach(async () => { box = await sandbox(); });
	afterEach(() => box.remove());

	it('are stored under the path that they are called by', async () => {
		const folder = await box.store.temporaryFolder();
		writeFileSync(join(folder.path, 'abc'), 'bytes');
		mkdirSync(join(folder.path, 'net'));
		writeFileSync(join(folder.path, 'net/w.bin'), 'net');
		const file = await box.store.stage(join(box.workspace, 'models/churn.bin'), { policy: 'copy', from: join(folder.path, 'abc') });
		assert.deepEqual([file.kind, file.digest, file.files], ['file', sha('bytes'), [{ path: 'churn.bin', sha256: sha('bytes'), bytes: 5 }]]);
		const net = await box.store.stage(join(box.workspace, 'models/net'), { policy: 'copy', from: join(folder.path, 'net') });
		assert.deepEqual([net.kind, net.files], ['directory', [{ path: 'w.bin', sha256: sha('net'), bytes: 3 }]]);
		await file.publish();
		await net.discard();
		assert.ok(box.inStore().includes(objectName(sha('bytes'))) && !box.inStore().includes(objectName(sha('net'))));
		await folder.remove();
		assert.deepEqual(filesBelow(join(box.registryFolder, 'artifacts/tmp')), []);
		assert.equal(existsSync(join(box.workspace, 'models')), false);
	});

	it('are copied whatever the policy: the folder goes away', async () => {
		for (const policy of ['hardlink', 'reference'] as const) {
			const folder = await box.store.temporaryFolder();
			writeFileSync(join(folder.path, 'abc'), policy);
			const staged = await box.store.stage(join(box.workspace, 'm.bin'), { policy, from: join(folder.path, 'abc') });
			assert.equal(staged.storage, 'copy');
			await staged.publish();
			await folder.remove();
			assert.equal(await box.store.has(sha(policy)), true);
		}
	});

	it('wait in a temporary folder of the store, and nowhere else', async () => {
		const folder = await box.store.temporaryFolder();
		const own = await box.file('own.bin', 'own');
		writeFileSync(join(folder.path, 'w.bin'), 'bytes');
		symlinkSync(own, join(folder.path, 'link'));
		symlinkSync('/etc/passwd', join(folder.path, 'out'));
		mkdirSync(join(folder.path, 'net'));
		symlinkSync('/etc/passwd', join(folder.path, 'net/out'));
		const stage = (from: string) => box.store.stage(join(box.workspace, 'm.bin'), { policy: 'copy', from });
		for (const from of [own, '/etc/passwd', box.workspace, box.registryFolder, join(box.registryFolder, 'artifacts/tmp'), join(folder.path, 'link'), join(folder.path, 'out'), join(folder.path, '..', '..', '..', '..', 'own.bin')]) {
			await refused(stage(from), 'outside', 'm.bin');
		}
		await refused(stage(join(folder.path, 'net')), 'inside-registry');
		await refused(stage(join(folder.path, 'none')), 'not-found', 'm.bin');
		await folder.remove();
		assert.deepEqual(box.inStore(), []);
	});

	it('are checked for changes like any others', async () => {
		const folder = await box.store.temporaryFolder();
		mkdirSync(join(folder.path, 'net'));
		writeFileSync(join(folder.path, 'net/a.bin'), Buffer.alloc(1 << 20));
		let meddled = false;
		const staging = box.store.stage(join(box.workspace, 'net'), { policy: 'copy', from: join(folder.path, 'net'), onProgress: () => { if (!meddled) { meddled = true; writeFileSync(join(folder.path, 'net/b.bin'), 'late'); } } });
		await refused(staging, 'changed-while-read', 'net');
		await folder.remove();
	});
});
