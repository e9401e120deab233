import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';
import { objectName, refused, sandbox, sha } from './sandbox';

describe('trash', () => {
	let box: Sandbox;
	const [a, b, c] = ['aa', 'bbb', 'c'].map(sha) as [string, string, string];
	beforeEach(async () => {
		box = await sandbox();
		for (const text of ['aa', 'bbb', 'c']) { await (await box.store.stage(await box.file('f', text), { policy: 'copy' })).publish(); }
	});
	afterEach(() => box.remove());

	it('takes objects away and brings them back', async () => {
		const before = box.inStore();
		const started = Date.now();
		assert.deepEqual(await box.store.trash([a, b, a, sha('never')], '01KAX3'), { count: 2, bytes: 5 });
		assert.deepEqual(await Promise.all([a, b, c].map(digest => box.store.has(digest))), [false, false, true]);
		const [listed, ...rest] = await box.store.listTrash();
		assert.deepEqual([rest.length, listed?.label, listed?.count, listed?.bytes], [0, '01KAX3', 2, 5]);
		assert.ok(listed && Math.abs(listed.since.getTime() - started) < 5000);
		assert.deepEqual(await box.store.usage(), { objects: 1, bytes: 1 });
		assert.deepEqual(await box.store.untrash('01KAX3'), { count: 2, bytes: 5 });
		assert.deepEqual(box.inStore(), before);
		assert.deepEqual(await box.store.untrash('01KAX3'), { count: 0, bytes: 0 });
		assert.deepEqual(await box.store.listTrash(), []);
	});

	it('deletes for ever', async () => {
		await box.store.trash([a], 'one');
		await box.store.trash([b, c], 'two');
		assert.deepEqual(await box.store.emptyTrash('two'), { count: 2, bytes: 4 });
		assert.deepEqual((await box.store.listTrash()).map(one => one.label), ['one']);
		assert.deepEqual(await box.store.emptyTrash('one'), { count: 1, bytes: 2 });
		assert.deepEqual(await box.store.emptyTrash('one'), { count: 0, bytes: 0 });
		assert.deepEqual(box.inStore(), ['sha256/']);
	});

	it('lets bytes that were registered again stand when the trash is brought back', async () => {
		await box.store.trash([a], 'one');
		await (await box.store.stage(await box.file('f', 'aa'), { policy: 'copy' })).publish();
		await box.store.untrash('one');
		assert.deepEqual(box.inStore(), [a, b, c].map(objectName).sort());
	});

	it('puts back what it took when it can\'t take all', async () => {
		const before = box.inStore();
		// A folder of the second object's name is in the way.
		await mkdir(join(box.registryFolder, 'artifacts/trash/one', b, 'x'), { recursive: true });
		await refused(box.store.trash([a, b], 'one'), 'unwritable', 'artifacts/trash');
		assert.deepEqual(box.inStore().filter(path => path.startsWith('sha256')), before);
	});

	it('refuses labels that are no names', async () => {
		for (const label of ['', '..', '../sha256', 'a/b', 'a\\b', 'a\0', 'x'.repeat(101)]) {
			await refused(box.store.trash([a], label), 'bad-value');
			await refused(box.store.untrash(label), 'bad-value');
			await refused(box.store.emptyTrash(label), 'bad-value');
		}
		await refused(box.store.trash(['../../../x'], 'one'), 'bad-value');
	});

	it('is empty where nothing was stored', async () => {
		const fresh = await sandbox();
		assert.deepEqual(await fresh.store.listTrash(), []);
		assert.deepEqual(await fresh.store.usage(), { objects: 0, bytes: 0 });
		assert.deepEqual(await fresh.store.trash([a], 'one'), { count: 0, bytes: 0 });
		assert.equal(await fresh.store.sweep(), 0);
		assert.equal(existsSync(join(fresh.registryFolder, 'artifacts')), false);
		await fresh.remove();
	});

	it('counts objects only', async () => {
		await writeFile(join(box.registryFolder, 'artifacts/sha256/README'), 'x');
		await writeFile(join(box.registryFolder, 'artifacts/sha256', a.slice(0, 2), '.DS_Store'), 'x');
		assert.deepEqual(await box.store.usage(), { objects: 3, bytes: 6 });
	});
});
