import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { asRegistryError, makeFolder, writeAtomic } from '../../../src/core/files/atomic';
import { temporaryName } from '../../../src/core/files/temporaryName';

describe('writeAtomic', () => {
	let folder: string;
	beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'atomic-')); });
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it('writes, replaces and leaves nothing beside', async () => {
		await writeAtomic(join(folder, 'a.json'), 'one');
		await writeAtomic(join(folder, 'a.json'), new Uint8Array([1, 2, 3]));
		assert.deepEqual([...await readFile(join(folder, 'a.json'))], [1, 2, 3]);
		assert.deepEqual(await readdir(folder), ['a.json']);
	});

	it('makes missing folders', async () => {
		await writeAtomic(join(folder, '2026-11', 'x', 'a.json'), 'one');
		assert.equal(await readFile(join(folder, '2026-11', 'x', 'a.json'), 'utf8'), 'one');
	});

	it('shows no half-written file to a reader who looks all the time', async () => {
		const path = join(folder, 'big');
		const texts = ['a'.repeat(300_000), 'b'.repeat(300_000)];
		await writeAtomic(path, texts[0] ?? '');
		let done = false;
		const writing = (async () => {
			for (let i = 0; i < 20; i++) { await writeAtomic(path, texts[i % 2] ?? ''); }
			done = true;
		})();
		let seen = 0;
		while (!done) {
			assert.ok(texts.includes(await readFile(path, 'utf8')));
			assert.ok((await readdir(folder)).every(name => name === 'big' || temporaryName.test(name)));
			seen++;
		}
		await writing;
		assert.ok(seen > 0);
	});

	it('refuses in one sentence, and leaves nothing behind', async () => {
		await mkdir(join(folder, 'taken'));
		await assert.rejects(writeAtomic(join(folder, 'taken'), 'x'), error => RegistryError.is(error, 'unwritable') && error.message.includes('it is a folder'));
		await writeFile(join(folder, 'file'), '');
		await assert.rejects(writeAtomic(join(folder, 'file', 'a'), 'x'), error => RegistryError.is(error, 'unwritable') && error.message.includes('not a folder'));
		await assert.rejects(writeAtomic(join(folder, 'n'.repeat(300)), 'x'), error => RegistryError.is(error, 'bad-path'));
		assert.deepEqual((await readdir(folder)).sort(), ['file', 'taken']);
	});
});

describe('makeFolder', () => {
	it('names the topmost folder that it made', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'atomic-'));
		assert.equal(await makeFolder(join(folder, 'a', 'b')), join(folder, 'a'));
		assert.equal(await makeFolder(join(folder, 'a', 'b')), undefined);
		await rm(folder, { recursive: true });
	});
});

describe('asRegistryError', () => {
	const failed = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' });
	const reason = (code: string, doing?: 'read' | 'write') => {
		const error = asRegistryError(failed(code), '/p', doing);
		return error instanceof RegistryError ? error.reason : error;
	};

	it('knows what a system error means', () => {
		assert.equal(reason('ENOSPC'), 'disk-full');
		assert.equal(reason('EDQUOT'), 'disk-full');
		assert.equal(reason('EROFS'), 'unwritable');
		assert.equal(reason('EACCES'), 'unwritable');
		assert.equal(reason('EACCES', 'read'), 'unreadable');
		assert.equal(reason('ENOENT'), 'not-found');
		assert.equal(reason('ELOOP', 'read'), 'link-loop');
		assert.equal(reason('EWHATEVER', 'read'), 'unreadable');
	});

	it('lets bugs and known failures pass as they are', () => {
		const bug = new TypeError('x is not a function');
		assert.equal(asRegistryError(bug, '/p'), bug);
		const known = new RegistryError('empty-file', { path: 'm' });
		assert.equal(asRegistryError(known, '/p'), known);
	});
});
