import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerOf } from '../../../src/core/artifacts/temporary';
import type { Sandbox } from './sandbox';
import { noise, sandbox } from './sandbox';

describe('sweep', () => {
	let box: Sandbox;
	let root: string;
	beforeEach(async () => {
		box = await sandbox();
		root = join(box.registryFolder, 'artifacts/tmp');
	});
	afterEach(() => box.remove());

	/** The name that this process gives its temporary folders. */
	async function ownName(): Promise<string> {
		const staged = await box.store.stage(await box.file('a', noise(10)), { policy: 'copy' });
		const [name = ''] = readdirSync(root);
		await staged.discard();
		return name;
	}
	async function leftover(name: string, hours = 0): Promise<void> {
		await mkdir(join(root, name), { recursive: true });
		await writeFile(join(root, name, '0'), 'half');
		await utimes(join(root, name), Date.now() / 1000 - hours * 3600, Date.now() / 1000 - hours * 3600);
	}

	it('leaves what a living process is at work on', async () => {
		const staged = await box.store.stage(await box.file('a', noise(10)), { policy: 'copy' });
		assert.equal(await box.store.sweep(), 0);
		await staged.publish();
		assert.equal(box.inStore().length, 1);
	});

	it('names the process, and neither host nor user', async () => {
		const owner = ownerOf(await ownName());
		assert.equal(owner?.pid, process.pid);
		assert.match(owner?.host ?? '', /^[0-9a-f]{12}$/);
	});

	it('removes what a killed process left, at once', async () => {
		const [, start, host, random] = (await ownName()).split('-');
		const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		await once(child, 'spawn');
		await leftover(`${child.pid}-0-${host}-${random}`);
		assert.equal(await box.store.sweep(), 0);
		child.kill('SIGKILL');
		await once(child, 'exit');
		assert.equal(await box.store.sweep(), 1);
		assert.equal(existsSync(root), false);
		assert.ok(start);
	});

	it('knows a number that was given to another process', async function () {
		if (process.platform !== 'linux') { this.skip(); }
		const [pid, start, host, random] = (await ownName()).split('-');
		const first = await readFile('/proc/self/stat', 'latin1');
		assert.ok(first.includes(` ${start} `));
		await leftover(`${pid}-${Number(start) - 1}-${host}-${random}`);
		assert.equal(await box.store.sweep(), 1);
	});

	it('removes what another machine left only when it is a day old', async () => {
		const random = 'a'.repeat(12);
		await leftover(`1-5-${'b'.repeat(12)}-${random}`, 23);
		await leftover(`1-6-${'b'.repeat(12)}-${random}`, 25);
		assert.equal(await box.store.sweep(), 1);
		assert.deepEqual(readdirSync(root), [`1-5-${'b'.repeat(12)}-${random}`]);
	});

	it('leaves alone what it didn\'t make', async () => {
		await leftover('notes', 1000);
		assert.equal(await box.store.sweep(), 0);
		assert.deepEqual(readdirSync(root), ['notes']);
	});
});
