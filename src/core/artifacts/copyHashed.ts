import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { errorCode } from '../files/asRegistryError';
import { openFile } from '../files/openFile';
import { chmod } from '../files/quick';
import type { Digest } from '../model';
import type { OpenFile } from './openRegular';
import type { Lane } from './pump';
import { pump } from './pump';

/** Whether the file system clones, as far as is known: asked once per verb, not once per file. */
export interface Cloning { possible: boolean }

export interface Copy {
	readonly source: OpenFile;
	readonly shown: string;
	/** A path where nothing stands yet. */
	readonly target: string;
	readonly cloning: Cloning;
	/** Turns a failed write into what the user is told. */
	readonly failed: (error: unknown) => Error;
	/** Permission bits of the copy. */
	readonly mode: number;
	/** Whether a copy with this digest has to survive a crash. */
	readonly lasting: (sha256: Digest) => boolean | Promise<boolean>;
}

/** Copies an open file to a new one, as a copy-on-write clone where the file system can, and hashes what was copied. Leaves a target half-written when it throws. */
export async function copyHashed(copy: Copy, lane: Lane): Promise<{ readonly sha256: Digest; readonly lasting: boolean }> {
	const cloned = await clone(copy);
	const handle = await openFile(copy.target, cloned ? 'r+' : 'wx', 0o600).catch(error => { throw copy.failed(error); });
	try {
		const sha256 = cloned
			? await pump({ ...copy.source, handle }, copy.shown, lane)
			: await pump(copy.source, copy.shown, lane, { handle, failed: copy.failed });
		const lasting = await copy.lasting(sha256);
		try {
			if (lasting) { await handle.sync(); }
			await handle.chmod(copy.mode);
		} catch (error) {
			throw copy.failed(error);
		}
		return { sha256, lasting };
	} finally {
		// A network file system may report a full disk only here.
		await handle.close().catch(error => { throw copy.failed(error); });
	}
}

/** Bytes: writing so few is quicker than asking whether they can be cloned. */
const hardlyAnything = 64 * 1024;

const unsupported = new Set(['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'ENOTTY', 'EINVAL']);

async function clone({ source, target, cloning }: Copy): Promise<boolean> {
	if (!cloning.possible || source.bytes <= hardlyAnything) { return false; }
	// On Linux by the handle, so that it is the very file that was opened and looked at.
	const from = process.platform === 'linux' ? `/proc/self/fd/${source.handle.fd}` : source.path;
	try {
		await copyFile(from, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
		await chmod(target, 0o600);
		return true;
	} catch (error) {
		// Whatever it was: the copy by hand that follows works, or says why not.
		if (unsupported.has(errorCode(error) ?? '')) { cloning.possible = false; }
		await rm(target, { force: true });
		return false;
	}
}
