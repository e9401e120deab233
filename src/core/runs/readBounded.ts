import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { breathe } from '../files/breathe';

/** Up to here a file is read in one go: a few microseconds, where handing it to the thread pool costs a hundred. */
const atOnce = 64 * 1024;
/**
 * All bytes of a regular file, 'too long' past `limit`, undefined for anything that isn't a regular file. Made for thousands of small files:
 * those are read synchronously, in slices of time between which other work has its turn. Throws system errors as they are.
 */
export async function readBounded(path: string, limit: number): Promise<Buffer | 'too long' | undefined> {
	await breathe();
	// Not to block where a FIFO has taken the file's place since it was looked at.
	const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	try {
		const stats = fstatSync(file);
		if (!stats.isFile()) { return undefined; }
		if (stats.size > limit) { return 'too long'; }
		if (stats.size <= atOnce) {
			const bytes = Buffer.allocUnsafe(stats.size);
			return bytes.subarray(0, bytes.length === 0 ? 0 : readSync(file, bytes, 0, bytes.length, 0));
		}
	} finally {
		closeSync(file);
	}
	return readLong(path, limit);
}

async function readLong(path: string, limit: number): Promise<Buffer | 'too long' | undefined> {
	const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	try {
		const stats = await file.stat();
		if (!stats.isFile()) { return undefined; }
		if (stats.size > limit) { return 'too long'; }
		const bytes = Buffer.allocUnsafe(stats.size);
		let length = 0;
		while (length < bytes.length) {
			const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
			if (bytesRead === 0) { break; }
			length += bytesRead;
		}
		return bytes.subarray(0, length);
	} finally {
		await file.close();
	}
}

/** The first bytes of a file, 64 at most. */
export async function readHead(path: string): Promise<Buffer> {
	const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	try {
		const { bytesRead, buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
