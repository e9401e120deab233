import { asRegistryError, errorCode } from '../files/asRegistryError';
import { makeFolder, renameOver } from '../files/atomic';
import { openFile } from '../files/openFile';
import { lstat } from '../files/quick';
import type { Digest } from '../model';
import type { Place } from './place';
import { objectPath, shown } from './place';

/** Whether the store holds an object of this digest, and of this size where one is given. Its bytes are not read. */
export async function holds(place: Place, sha256: Digest, bytes?: number): Promise<boolean> {
	const size = await objectSize(place, sha256);
	return size !== undefined && (bytes === undefined || size === bytes);
}

/** Size of an object in bytes, undefined where there is none. Throws 'unreadable'. */
export async function objectSize(place: Place, sha256: Digest): Promise<number | undefined> {
	const path = objectPath(place, sha256);
	try {
		const stat = await lstat(path);
		return stat.isFile() ? stat.size : undefined;
	} catch (error) {
		if (errorCode(error) === 'ENOENT') { return undefined; }
		throw asRegistryError(error, shown(place, path), 'read');
	}
}

/** Renames into a folder that another process may remove while it is empty. Throws system errors as they are. */
export async function renameInto(from: string, folder: string, to: string): Promise<void> {
	try {
		await renameOver(from, to);
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') { throw error; }
		await makeFolder(folder);
		await renameOver(from, to);
	}
}

/** Makes the bytes of a finished file survive a crash. Throws system errors as they are. */
export async function fsyncFile(path: string): Promise<void> {
	if (process.platform === 'win32') { return; }
	const file = await openFile(path, 'r');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}
