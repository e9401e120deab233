import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../../../src/core/files/asRegistryError';
import { openFile } from '../../../src/core/files/openFile';
import { lstat } from '../../../src/core/files/quick';

describe('an opened file', () => {
	let folder: string;
	before(async () => { folder = await mkdtemp(join(tmpdir(), 'open-')); });
	after(() => rm(folder, { recursive: true, force: true }));

	for (const size of [0, 1, 64 * 1024, 64 * 1024 + 1, 1_000_000]) {
		it(`of ${size} bytes is written and read whole, at once or by the pool of threads`, async () => {
			const bytes = randomBytes(size), path = join(folder, String(size));
			const made = await openFile(path, 'wx', 0o600);
			await made.writeFile(bytes);
			await made.sync();
			await made.chmod(0o444);
			await made.close();
			assert.ok(readFileSync(path).equals(bytes));
			const found = await openFile(path, 'r');
			const into = Buffer.alloc(size + 1);
			let read = 0;
			for (let got; (got = (await found.read(into, read, into.length - read, read)).bytesRead) > 0;) { read += got; }
			const stat = await found.stat();
			await found.close();
			assert.ok(into.subarray(0, read).equals(bytes));
			assert.deepEqual([stat.size, stat.mode & 0o777n], [BigInt(size), 0o444n]);
		});
	}

	it('and a small step that fail reject, and throw nothing before', async () => {
		const missing = [openFile(join(folder, 'none'), 'r'), lstat(join(folder, 'none'))];
		for (const one of missing) { await assert.rejects(one, error => errorCode(error) === 'ENOENT'); }
	});
});
