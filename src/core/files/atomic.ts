import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRegistryError, errorCode } from './asRegistryError';
import { openFile } from './openFile';
import { mkdir, rename, stat, unlink } from './quick';
import { newTemporaryName } from './temporaryName';

export { asRegistryError } from './asRegistryError';

const windows = process.platform === 'win32';

/**
 * Writes a small file so that it is there whole or not at all, also after a crash: temporary name in the same folder, fsync, rename,
 * fsync of the folder. Replaces what stood there; makes missing folders. Bytes that may change are asked for when they are written, at one go. Throws 'disk-full', 'unwritable', 'bad-path'; then nothing is left behind.
 */
export async function writeAtomic(path: string, bytes: Uint8Array | string | (() => Uint8Array)): Promise<void> {
	const folder = dirname(path);
	const temporary = join(folder, newTemporaryName());
	try {
		await writeThrough(temporary, bytes).catch(async error => {
			// git removes a folder that its last file left: it may go at any time.
			if (errorCode(error) !== 'ENOENT') { throw error; }
			await makeFolder(folder);
			await writeThrough(temporary, bytes);
		});
		await renameOver(temporary, path);
		await fsyncFolder(folder);
	} catch (error) {
		await unlink(temporary).catch(() => { /* Not there (renamed, or never made): then nothing is left behind. */ });
		throw asRegistryError(error, path);
	}
}

async function writeThrough(path: string, bytes: Uint8Array | string | (() => Uint8Array)): Promise<void> {
	const file = await openFile(path, 'wx');
	try {
		if (typeof bytes === 'function') { file.writeNow(bytes()); } else { await file.writeFile(bytes); }
		await file.sync();
	} finally {
		await file.close();
	}
}

/** Makes `path` and its missing parents lasting. Returns the topmost folder that it had to make. Throws system errors as they are. */
export async function makeFolder(path: string): Promise<string | undefined> {
	const first = await makeFolders(path);
	if (first !== undefined) {
		for (let made = path; made.length >= first.length; made = dirname(made)) { await fsyncFolder(dirname(made)); }
	}
	return first;
}

/**
 * Makes `path` and its missing parents, and returns the topmost one that it had to make. Node's own recursive `mkdir` says ENOENT where the
 * disk is full or read-only. Throws system errors as they are.
 */
export async function makeFolders(path: string): Promise<string | undefined> {
	let first: string | undefined;
	for (let attempt = 1; ; attempt++) {
		try {
			await mkdir(path);
			return first ?? path;
		} catch (error) {
			const code = errorCode(error);
			// A parent that was there a moment ago may have been removed, being empty.
			if (code === 'ENOENT' && dirname(path) !== path && attempt <= 5) {
				first = await makeFolders(dirname(path)) ?? first;
			} else if (['EEXIST', 'EPERM', 'EISDIR', 'EROFS'].includes(code ?? '') && await isFolder(path)) {
				return first;
			} else {
				throw error;
			}
		}
	}
}

const isFolder = (path: string) => stat(path).then(found => found.isDirectory(), () => /* The error of `mkdir` says it better. */ false);

/** Makes the names in a folder survive a crash. Does nothing where folders can't be synced (Windows, some network file systems). */
export async function fsyncFolder(path: string): Promise<void> {
	if (windows) { return; }
	const folder = await openFile(path, 'r').catch(error => {
		// A folder may be writable without being readable.
		if (errorCode(error) !== 'EACCES') { throw error; }
		return undefined;
	});
	try {
		await folder?.sync();
	} catch (error) {
		if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(errorCode(error) ?? '')) { throw error; }
	} finally {
		await folder?.close();
	}
}

/** `rename`, patient on Windows, where a virus scanner or an indexer may hold a fresh file for a moment. Throws system errors as they are. */
export async function renameOver(from: string, to: string): Promise<void> {
	for (let pause = 10; ; pause *= 2) {
		try {
			return await rename(from, to);
		} catch (error) {
			const held = windows && ['EPERM', 'EBUSY', 'EACCES'].includes(errorCode(error) ?? '');
			if (!held || pause > 1000) { throw error; }
			await sleep(pause);
		}
	}
}
