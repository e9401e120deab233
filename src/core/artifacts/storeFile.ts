import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { link, lstat } from '../files/quick';
import type { Digest, StoragePolicy } from '../model';
import type { Cloning } from './copyHashed';
import { copyHashed } from './copyHashed';
import { isSame, markOf } from './fileMark';
import type { OpenFile } from './openRegular';
import { openRegular } from './openRegular';
import type { Lane } from './pump';
import { pump } from './pump';
import type { Found } from './walkFolder';

/** A file whose bytes are hashed, and wait under a temporary name unless they are only referred to. */
export interface Stored {
	readonly sha256: Digest;
	readonly bytes: number;
	readonly storage: StoragePolicy;
	/** Whether it has to be synced before it may be renamed to its place. */
	readonly lasting: boolean;
}

export interface Storing {
	readonly policy: StoragePolicy;
	readonly cloning: Cloning;
	/** Whether the store holds these bytes, so that this copy will be dropped. */
	readonly held: (sha256: Digest, bytes: number) => Promise<boolean>;
	/** Named when something can't be written. */
	readonly folderShown: string;
}

/** Objects can't be edited by accident. */
export const objectMode = 0o444;

/** Hashes and stores one file in one pass over its bytes. Throws 'changed-while-read', 'not-found', 'unreadable', 'disk-full', 'unwritable', 'cancelled'. */
export async function storeFile(file: Found, shown: string, temporary: string, storing: Storing, lane: Lane): Promise<Stored> {
	const storage = storing.policy === 'hardlink' && !await linked(file, shown, temporary) ? 'copy' : storing.policy;
	const source = await openRegular(file.real, shown, file.mark, storing.policy === 'hardlink');
	const unheld = async (sha256: Digest) => !await storing.held(sha256, source.bytes);
	try {
		const { sha256, lasting } = storage === 'copy'
			? await copyHashed({
				source, shown, target: temporary, cloning: storing.cloning, mode: objectMode, lasting: unheld,
				failed: error => writeFailure(error, shown, storing.folderShown),
			}, lane)
			: await hashed(source, shown, storage, unheld, lane);
		await source.checkUnchanged();
		return { sha256, bytes: source.bytes, storage, lasting };
	} finally {
		await source.close();
	}
}

async function hashed(source: OpenFile, shown: string, storage: StoragePolicy, unheld: (sha256: Digest) => Promise<boolean>, lane: Lane) {
	const sha256 = await pump(source, shown, lane);
	const lasting = storage === 'hardlink' && await unheld(sha256);
	// Windows syncs only what is open for writing.
	if (lasting && process.platform !== 'win32') { await source.handle.sync().catch(error => { throw asRegistryError(error, shown, 'read'); }); }
	return { sha256, lasting };
}

const unlinkable = new Set(['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'UNKNOWN']);

/** Whether a hard link could be made that can be made read-only, too. Where it can't, the file is copied. */
async function linked(file: Found, shown: string, temporary: string): Promise<boolean> {
	const user = process.geteuid?.();
	if (user !== undefined && user !== 0 && file.mark.owner !== user) { return false; }
	try {
		await link(file.real, temporary);
	} catch (error) {
		if (unlinkable.has(errorCode(error) ?? '')) { return false; }
		throw asRegistryError(error, shown);
	}
	if (isSame(markOf(await lstat(temporary, { bigint: true })), file.mark, true)) { return true; }
	throw new RegistryError('changed-while-read', { path: shown });
}

/** A full disk is about the file that was to be stored, a missing permission about the folder that it was to go to. */
export function writeFailure(error: unknown, file: string, folder: string): Error {
	const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCode(error) ?? '');
	return asRegistryError(error, full ? file : folder);
}
