import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { RegistryError, type Reason } from '../../../src/core/errors';
import { openCandidate } from '../../../src/core/formats/candidate';
import { folderMarkers, formats, modelExtensions, readFormat } from '../../../src/core/formats/index';
import { FIXTURES, folderOf, readBytes, readFixture } from './fixture';

const refuses = (promise: Promise<unknown>, reason: Reason): Promise<void> => assert.rejects(promise, (error: unknown) => {
	assert.ok(RegistryError.is(error, reason), String(error));
	return true;
});

describe('a candidate', () => {
	it('is read in ranges that stay in the file', async () => {
		const folder = folderOf({ 'a.bin': 'abcdef' });
		const candidate = await openCandidate(join(folder, 'a.bin'), folder);
		assert.equal(candidate.workspacePath, 'a.bin');
		assert.equal(candidate.head.toString(), 'abcdef');
		await candidate.open(undefined, async file => {
			assert.equal((await file.read(2, 3)).toString(), 'cde');
			await refuses(file.read(4, 3), 'damaged-file');
			await refuses(file.read(0, 2 ** 40), 'damaged-file');
			await refuses(file.read(-1, 1), 'damaged-file');
			await refuses(file.read(NaN, 1), 'damaged-file');
		});
	});

	it('never opens a pipe, a socket or a device', async () => {
		const folder = folderOf({ 'm/a.bin': 'x' });
		execFileSync('mkfifo', [join(folder, 'pipe.safetensors'), join(folder, 'm/config.json')]);
		const server = createServer().listen(join(folder, 'socket.pt'));
		try {
			await refuses(openCandidate(join(folder, 'pipe.safetensors'), folder), 'not-a-file');
			await refuses(openCandidate(join(folder, 'socket.pt'), folder), 'not-a-file');
			await refuses(openCandidate('/dev/zero', '/dev'), 'not-a-file');
			const model = await openCandidate(join(folder, 'm'), folder);
			await refuses(model.open('config.json', async file => file.size), 'not-a-file');
		} finally {
			server.close();
		}
	});

	it('follows links inside the workspace only', async () => {
		const folder = folderOf({ 'ws/blobs/1': 'weights', 'outside.bin': 'secret', 'ws/m/x': '' });
		const root = join(folder, 'ws');
		symlinkSync('../blobs/1', join(root, 'm/good.bin'));
		symlinkSync('../../outside.bin', join(root, 'm/bad.bin'));
		symlinkSync('nothing', join(root, 'm/dangling.bin'));
		symlinkSync('loop.bin', join(root, 'm/loop.bin'));
		symlinkSync('..', join(root, 'up'));
		const model = await openCandidate(join(root, 'm'), root);
		assert.deepEqual(model.entries, ['bad.bin', 'dangling.bin', 'good.bin', 'loop.bin', 'x']);
		assert.equal(await model.open('good.bin', async file => (await file.read(0, 7)).toString()), 'weights');
		await refuses(model.open('bad.bin', async file => file.size), 'outside');
		await refuses(openCandidate(join(root, 'm/bad.bin'), root), 'outside');
		await refuses(openCandidate(join(root, 'up/outside.bin'), root), 'outside');
		await refuses(openCandidate(join(root, 'm/dangling.bin'), root), 'not-found');
		await refuses(openCandidate(join(root, 'm/loop.bin'), root), 'link-loop');
		assert.equal(await model.inside('nowhere'), undefined);
	});

	it('refuses paths that leave its folder', async () => {
		const folder = folderOf({ 'ws/m/a.onnx': 'x', 'ws/secret': 'x' });
		const root = join(folder, 'ws');
		const file = await openCandidate(join(root, 'm/a.onnx'), root);
		for (const path of ['../secret', 'a/../../secret', '/etc/passwd', 'C:\\Windows', '..\\secret', 'a\0b', '', '\\\\host\\share']) {
			await refuses(file.open(path, async reader => reader.size), 'outside');
		}
		assert.equal((await file.inside('a.onnx'))?.size, 1);
	});

	it('says what is missing or unreadable', async () => {
		const folder = folderOf({ 'a.pt': '', 'b.pt': 'x' });
		await refuses(openCandidate(join(folder, 'nothing.pt'), folder), 'not-found');
		await refuses(readFormat(join(folder, 'a.pt'), folder), 'empty-file');
		await refuses(readFormat(join(folder, 'b.pt/c'), folder), 'not-found');
		if (process.getuid?.() !== 0) {
			chmodSync(join(folder, 'b.pt'), 0);
			await refuses(openCandidate(join(folder, 'b.pt'), folder), 'unreadable');
		}
	});
});

describe('the table of formats', () => {
	it('gives the menus their extensions and markers', () => {
		assert.ok(modelExtensions.includes('.safetensors'));
		assert.ok(modelExtensions.every(extension => /^\.[a-z0-9.]+$/.test(extension)));
		assert.ok(!modelExtensions.includes('.json') && !modelExtensions.includes('.txt'));
		assert.equal(new Set(formats.map(format => format.name)).size, formats.length);
		assert.ok(folderMarkers.every(marker => !marker.includes('/')));
	});

	it('knows a Git LFS pointer, whatever it stands for', async () => {
		const { format, facts } = await readFixture('lfs/pointer.safetensors');
		assert.equal(format, 'lfs-pointer');
		assert.equal(facts.kind, 'lfs-pointer');
		assert.equal(facts.metadata?.['oid'], '9372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d652b6b825e4');
		assert.equal(facts.warnings?.[0]?.code, 'lfs-pointer');
		const cut = readFileSync(join(FIXTURES, 'lfs/pointer.safetensors'), 'utf8').split('\n').slice(0, 1).join('\n') + '\n';
		await refuses(readBytes('a.onnx', cut), 'damaged-file');
	});

	it('registers what it does not know as unknown', async () => {
		const { format, facts } = await readBytes('weights.foo', 'anything');
		assert.deepEqual([format, facts.kind], ['unknown', 'file']);
		const folder = folderOf({ 'm/notes.txt': 'x' });
		mkdirSync(join(folder, 'm/sub'));
		assert.deepEqual((await readFormat(join(folder, 'm'), folder)).facts, { kind: 'folder', summary: '2 entries' });
	});
});
