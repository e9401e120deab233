import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';

/** A regular file that is open for reading, and the means to know whether it stayed as it was. */
export interface OpenFile {
	readonly handle: FileHandle;
	readonly path: string;
	readonly bytes: number;
	/** Throws 'changed-while-read' or 'not-found' unless the file and what stands at its path are what they were. */
	checkUnchanged(): Promise<void>;
	close(): Promise<void>;
}

/** Neither waits for the other end of a FIFO, nor follows a link that was put here a moment ago. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Kernels stamp files by a clock that ticks every few milliseconds: two writes within a tick look alike. */
const tick = 20;

/**
 * Opens a file whose links are resolved. `listed` is how it stood when it was found; it has to stand like that still.
 * With `ignoreLinks` a change of ctime alone doesn't count: making a hard link is one.
 * Throws 'not-a-file', 'not-found', 'unreadable', 'changed-while-read', all naming `shown`.
 */
export async function openRegular(path: string, shown: string, listed?: BigIntStats, ignoreLinks = false): Promise<OpenFile> {
	try {
		const expected = listed ?? await lstat(path, { bigint: true });
		refuseOthers(expected, shown);
		const handle = await open(path, flags);
		try {
			const before = await handle.stat({ bigint: true });
			refuseOthers(before, shown);
			const same = (a: BigIntStats, b: BigIntStats) => sameState(a, b, ignoreLinks);
			const changed = () => new RegistryError('changed-while-read', { path: shown });
			// Windows numbers volumes and files differently by path and by handle.
			if (process.platform === 'win32' ? before.size !== expected.size || before.mtimeNs !== expected.mtimeNs : !same(before, expected)) { throw changed(); }
			const age = Date.now() - Number(before.mtimeMs);
			if (age >= 0 && age < tick) { await sleep(tick - age); }
			return {
				handle, path, bytes: Number(before.size),
				async checkUnchanged() {
					const atPath = await lstat(path, { bigint: true }).catch(error => { throw asRegistryError(error, shown, 'read'); });
					if (!same(await handle.stat({ bigint: true }), before) || !same(atPath, expected)) { throw changed(); }
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

function sameState(a: BigIntStats, b: BigIntStats, ignoreLinks: boolean): boolean {
	return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && (ignoreLinks || a.ctimeNs === b.ctimeNs);
}

/** Throws 'not-a-file' for what must never be opened. */
export function refuseOthers(stat: BigIntStats, shown: string): void {
	if (stat.isFile()) { return; }
	throw new RegistryError('not-a-file', { path: shown, what: whatIs(stat) });
}

export function whatIs(stat: BigIntStats): string {
	return stat.isFIFO() ? 'a named pipe (FIFO)' : stat.isSocket() ? 'a socket' : stat.isBlockDevice() || stat.isCharacterDevice() ? 'a device'
		: stat.isSymbolicLink() ? 'a symbolic link' : stat.isDirectory() ? 'a folder' : 'of an unknown kind';
}
