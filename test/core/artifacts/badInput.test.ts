import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';
import { noise, refused, sandbox } from './sandbox';

describe('what can\'t be stored is refused in one sentence, and nothing is written', () => {
	let box: Sandbox;
	beforeEach(async () => { box = await sandbox(); });
	afterEach(async () => {
		assert.equal(existsSync(join(box.registryFolder, 'artifacts')), false);
		await box.remove();
	});
	const stage = (path: string) => box.store.stage(join(box.workspace, path), { policy: 'copy' });
	const both = async (path: string, ...expected: [Parameters<typeof refused>[1], string?]) => {
		await refused(stage(path), ...expected);
		await refused(box.store.digestOf(join(box.workspace, path)), ...expected);
	};

	it('nothing there', () => both('models/a.pt', 'not-found', 'models/a.pt'));

	it('a path through a file', async () => {
		await box.file('a', 'x');
		await both('a/b', 'unreadable', 'a/b');
	});

	it('an empty file', async () => {
		await box.file('a.pt', '');
		await both('a.pt', 'empty-file', 'a.pt');
	});

	it('a folder without files', async () => {
		await mkdir(join(box.workspace, 'm/sub/sub'), { recursive: true });
		await box.file('m/__pycache__/x.pyc', 'x');
		await both('m', 'empty-folder', 'm');
	});

	it('more files than a model has, and links that pretend so', async function () {
		this.timeout(60_000);
		for (let i = 0; i < 320; i++) { await box.file(`m/0/${i}`, ''); }
		for (let i = 1; i < 320; i++) { await symlink('0', join(box.workspace, 'm', String(i))); }
		await refused(stage('m'), 'too-many-files', 'm holds more than 100000 files');
	});

	it('a broken link, alone and in a folder', async () => {
		await symlink('nowhere', join(box.workspace, 'a.pt'));
		await both('a.pt', 'not-found', 'a.pt');
		await box.file('m/x', 'x');
		await symlink('nowhere', join(box.workspace, 'm/weights'));
		await both('m', 'not-found', 'm/weights');
	});

	it('links that lead in a circle', async () => {
		await symlink('b', join(box.workspace, 'a'));
		await symlink('a', join(box.workspace, 'b'));
		await both('a', 'link-loop', 'a');
		await box.file('m/sub/x', 'x');
		await symlink('..', join(box.workspace, 'm/sub/up'));
		await both('m', 'link-loop', 'm/sub/up');
	});

	it('what is outside the workspace, also by a link', async () => {
		const other = await sandbox();
		await other.file('secret', 'x');
		await both(`../${other.workspace.split('/').at(-1)}/secret`, 'outside', 'secret');
		await symlink(join(other.workspace, 'secret'), join(box.workspace, 'a.pt'));
		await both('a.pt', 'outside', 'a.pt');
		await box.file('m/x', 'x');
		await symlink(other.workspace, join(box.workspace, 'm/data'));
		await both('m', 'outside', 'm/data');
		await other.remove();
	});

	it('what belongs to the registry', async () => {
		await box.file('.model-registry/records/x.json', '{}');
		await both('.model-registry/records/x.json', 'inside-registry');
		await both('.model-registry', 'inside-registry');
		await symlink('.model-registry/records', join(box.workspace, 'r'));
		await both('r', 'inside-registry', 'r');
		await box.file('m/x', 'x');
		await symlink('../.model-registry', join(box.workspace, 'm/store'));
		await both('m', 'inside-registry', 'm/store');
	});

	it('a FIFO, which is never waited for', async function () {
		if (process.platform === 'win32') { this.skip(); }
		execFileSync('mkfifo', [join(box.workspace, 'pipe')]);
		await both('pipe', 'not-a-file', 'FIFO');
		await box.file('m/x', 'x');
		execFileSync('mkfifo', [join(box.workspace, 'm/pipe')]);
		await both('m', 'not-a-file', 'm/pipe');
		await symlink('pipe', join(box.workspace, 'link'));
		await both('link', 'not-a-file', 'FIFO');
	});

	it('a FIFO that takes a file\'s place after it was listed', async function () {
		if (process.platform === 'win32') { this.skip(); }
		await box.file('m/a', 'x');
		await box.file('m/b', 'x');
		// The first report comes between listing and opening.
		let swapped = false;
		const swap = () => {
			if (swapped) { return; }
			swapped = true;
			for (const name of ['a', 'b']) { rmSync(join(box.workspace, 'm', name)); execFileSync('mkfifo', [join(box.workspace, 'm', name)]); }
		};
		await refused(box.store.stage(join(box.workspace, 'm'), { policy: 'copy', onProgress: swap }), 'not-a-file', 'FIFO');
	});

	it('a socket and a device', async function () {
		if (process.platform === 'win32') { this.skip(); }
		const server = createServer().listen(join(box.workspace, 'socket'));
		await new Promise(resolve => server.once('listening', resolve));
		await both('socket', 'not-a-file', 'a socket');
		server.close();
		if (process.getuid?.() !== 0) { return; }
		execFileSync('mknod', [join(box.workspace, 'device'), 'c', '1', '3']);
		await both('device', 'not-a-file', 'a device');
	});

	it('names with control characters, a backslash, or bytes that are no UTF-8', async function () {
		if (process.platform !== 'linux') { this.skip(); }
		for (const name of ['a\nb', 'a\u001bb', 'a\\b', 'C:x']) {
			await box.file(join('m', name), 'x');
			await refused(stage('m'), 'bad-path', name.slice(0, 1));
			rmSync(join(box.workspace, 'm'), { recursive: true });
		}
		await box.file('a\nb', 'x');
		await refused(stage('a\nb'), 'bad-path');
		await mkdir(join(box.workspace, 'm'));
		writeFileSync(Buffer.concat([Buffer.from(join(box.workspace, 'm/')), Buffer.from([0x61, 0xff])]), 'x');
		await both('m', 'bad-path', 'UTF-8');
	});

	it('a name of 300 letters', () => both('n'.repeat(300), 'bad-path', 'longer'));

	it('a file that changes while it is read: bytes, length, another in its place, or gone', async () => {
		const content = noise(9_000_000);
		const path = await box.file('a.bin', content);
		const during = async (change: () => void, policy: 'copy' | 'hardlink' | 'reference') => {
			let done = false;
			return box.store.stage(path, { policy, onProgress: ({ bytes }) => { if (bytes > 0 && !done) { done = true; change(); } } });
		};
		for (const policy of ['copy', 'hardlink', 'reference'] as const) {
			await writeFile(path, content);
			await refused(during(() => writeFileSync(path, noise(9_000_000, 2)), policy), 'changed-while-read', 'a.bin');
			await refused(during(() => writeFileSync(path, 'x', { flag: 'a' }), policy), 'changed-while-read', 'a.bin');
			await refused(during(() => writeFileSync(path, 'short'), policy), 'changed-while-read', 'a.bin');
			await writeFile(path, content);
			await refused(during(() => { writeFileSync(`${path}.new`, content); unlinkSync(path); symlinkSync(`${path}.new`, path); }, policy), 'changed-while-read', 'a.bin');
			await rename(`${path}.new`, path);
			await refused(during(() => unlinkSync(path), policy), 'not-found', 'a.bin');
		}
	});

	it('a change that hides behind the old size and time', async () => {
		const path = await box.file('a.bin', noise(9_000_000));
		await utimes(path, 1e9, 1e9);
		const hide = ({ bytes }: { bytes: number }) => {
			if (bytes === 0) { return; }
			writeFileSync(path, noise(9_000_000, bytes));
			utimesSync(path, 1e9, 1e9);
		};
		await refused(box.store.stage(path, { policy: 'copy', onProgress: hide }), 'changed-while-read', 'a.bin');
		await refused(box.store.stage(path, { policy: 'reference', onProgress: hide }), 'changed-while-read', 'a.bin');
	});

	it('a folder that is written to while it is read', async () => {
		for (let i = 0; i < 30; i++) { await box.file(`m/${i}`, `${i}`); }
		const during = (change: () => void) => {
			let done = false;
			return box.store.stage(join(box.workspace, 'm'), { policy: 'copy', onProgress: ({ bytes }) => { if (bytes > 20 && !done) { done = true; change(); } } });
		};
		await refused(during(() => writeFileSync(join(box.workspace, 'm/new'), 'x')), 'changed-while-read', 'm/new');
		await refused(during(() => unlinkSync(join(box.workspace, 'm/0'))), 'changed-while-read', 'm');
		await refused(during(() => writeFileSync(join(box.workspace, 'm/1'), 'other')), 'changed-while-read', 'm/1');
	});
});
