import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { openFile, type OpenedFile } from '../files/openFile';
import { lstat } from '../files/quick';
import type { FileMark } from './fileMark';
import { isSame, markOf } from './fileMark';

/** A regular file that is open for reading, and the means to know whether it stayed as it was. */
export interface OpenFile {
	readonly handle: OpenedFile;
	readonly path: string;
	readonly bytes: number;
	/** Throws 'changed-while-read' or 'not-found' unless the file and what stands at its path are what they were. */
	checkUnchanged(): Promise<void>;
	close(): Promise<void>;
}

/** Neither waits for the other end of a FIFO, nor follows a link that was put here a moment ago. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Milliseconds. Kernels stamp files by a clock that ticks every few of them: two writes within a tick look alike. */
const tick = 20;

/**
 * Opens a file whose links are resolved. `listed` is how it stood when it was found; it has to stand like that still.
 * With `ignoreLinks` a change of ctime alone doesn't count: making a hard link is one.
 * Throws 'not-a-file', 'not-found', 'unreadable', 'changed-while-read', all naming `shown`.
 */
export async function openRegular(path: string, shown: string, listed?: FileMark, ignoreLinks = false): Promise<OpenFile> {
	try {
		const expected = listed ?? regular(await lstat(path, { bigint: true }), shown);
		const handle = await openFile(path, flags);
		try {
			const stat = await handle.stat();
			const before = regular(stat, shown);
			const changed = () => new RegistryError('changed-while-read', { path: shown });
			// Windows numbers volumes and files differently by path and by handle.
			if (process.platform === 'win32' ? before.bytes !== expected.bytes : !isSame(before, expected, ignoreLinks)) { throw changed(); }
			const age = Date.now() - Number(stat.mtimeMs);
			if (age >= 0 && age < tick) { await sleep(tick - age); }
			return {
				handle, path, bytes: before.bytes,
				async checkUnchanged() {
					const atPath = await lstat(path, { bigint: true }).catch(error => { throw asRegistryError(error, shown, 'read'); });
					if (!isSame(markOf(await handle.stat()), before, ignoreLinks) || !isSame(markOf(atPath), expected, ignoreLinks)) { throw changed(); }
				},
				close: () => handle.close(),
			};
		} catch (error) {
			await handle.close();
			throw error;
		}
	} catch (error) {
		// The path held no link when it was looked at.
		if (errorCode(error) === 'ELOOP') { throw new RegistryError('changed-while-read', { path: shown }, { cause: error }); }
		throw asRegistryError(error, shown, 'read');
	}
}

/** Throws 'not-a-file' for what must never be opened. */
export function regular(stat: BigIntStats, shown: string): FileMark {
	if (!stat.isFile()) { throw new RegistryError('not-a-file', { path: shown, what: whatIs(stat) }); }
	return markOf(stat);
}

function whatIs(stat: BigIntStats): string {
	return stat.isFIFO() ? 'a named pipe (FIFO)' : stat.isSocket() ? 'a socket' : stat.isBlockDevice() || stat.isCharacterDevice() ? 'a device'
		: stat.isSymbolicLink() ? 'a symbolic link' : stat.isDirectory() ? 'a folder' : 'of an unknown kind';
}
