import { constants } from 'node:fs';
import { RegistryError } from '../errors';
import { openFile } from '../files/openFile';
import type { WorkspacePath } from '../model';
import { damaged, grouped } from './damaged';
import type { RangeReader } from './format';

const ONE_READ = 64 * 1024 * 1024;
/** A pipe that took the file's place since it was looked at must not block; neither flag exists on Windows. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Opens a regular file for reading by ranges, for the time of `use`. `path` must have its links resolved.
 * Throws RegistryError 'not-found', 'unreadable' or 'not-a-file'; the reader throws 'damaged-file' past the end and past 64 MiB a read.
 */
export async function withRanges<T>(path: string, workspacePath: WorkspacePath, use: (file: RangeReader) => Promise<T>): Promise<T> {
	const handle = await openFile(path, FLAGS).catch((error: NodeJS.ErrnoException) => { throw unreadable(error, workspacePath); });
	try {
		const stats = await handle.stat();
		if (!stats.isFile()) { throw new RegistryError('not-a-file', { path: workspacePath, what: 'not a regular file' }); }
		const size = Number(stats.size);
		return await use({
			size, workspacePath,
			async read(offset, length) {
				if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length < 0) {
					throw damaged({ workspacePath }, 'it announces a place that no file can have');
				}
				if (length > ONE_READ) {
					throw damaged({ workspacePath }, `it asks for ${grouped(length)} bytes at once, and ${grouped(ONE_READ)} are the limit`);
				}
				if (offset + length > size) {
					throw damaged({ workspacePath }, `it ends after ${grouped(size)} bytes, and ${grouped(offset + length)} are announced`);
				}
				const buffer = Buffer.allocUnsafe(length);
				let filled = 0;
				while (filled < length) {
					const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
					if (bytesRead === 0) { throw new RegistryError('changed-while-read', { path: workspacePath }); }
					filled += bytesRead;
				}
				return buffer;
			},
		});
	} finally {
		await handle.close();
	}
}

/** What the file system refused, in our words. */
export function unreadable(error: NodeJS.ErrnoException, path: WorkspacePath): Error {
	switch (error.code) {
		case 'ENOENT': case 'ENOTDIR': return new RegistryError('not-found', { path }, { cause: error });
		case 'ELOOP': return new RegistryError('link-loop', { path }, { cause: error });
		case 'ENXIO': return new RegistryError('not-a-file', { path, what: 'a pipe or socket' }, { cause: error });
		case 'EACCES': case 'EPERM': return new RegistryError('unreadable', { path, why: 'permission denied' }, { cause: error });
		case 'EIO': case 'EMFILE': case 'ENFILE': case 'EBUSY': case 'ENAMETOOLONG': return new RegistryError('unreadable', { path, why: error.code }, { cause: error });
		default: return error;
	}
}
