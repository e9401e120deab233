import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../log';
import { asRegistryError, errorCode } from './asRegistryError';
import { isRunning } from './isRunning';
import { temporaryName, temporaryOwner } from './temporaryName';

const day = 24 * 60 * 60 * 1000;
/** What taking over a dead process's lock leaves when it is killed itself (lock.ts). */
const grave = /^lock\.stale-[0-9a-f]{12}$/;

/**
 * Removes what killed processes left of small files, in a folder and the folders `below` levels deeper: files of processes of this machine that have
 * ended, and others' when a day old. Returns their number. Throws 'unreadable', 'unwritable'.
 */
export async function sweepTemporary(folder: string, below: number, log: Logger, now = Date.now()): Promise<number> {
	let count = 0;
	try {
		for (const entry of await readdir(folder, { withFileTypes: true })) {
			const path = join(folder, entry.name);
			if (entry.isDirectory() && below > 0) {
				count += await sweepTemporary(path, below - 1, log, now);
			} else if (entry.isFile() && (temporaryName.test(entry.name) || grave.test(entry.name)) && await isLeft(path, entry.name, now)) {
				await rm(path, { force: true });
				log.info(`Removed what a process that was killed left: ${path}`);
				count++;
			}
		}
	} catch (error) {
		// No such folder, or git has just removed it.
		if (errorCode(error) !== 'ENOENT') { throw asRegistryError(error, folder); }
	}
	return count;
}

async function isLeft(path: string, name: string, now: number): Promise<boolean> {
	const owner = temporaryOwner(name);
	if (owner !== undefined) { return !isRunning(owner); }
	const stat = await lstat(path).catch(() => undefined /* It has just been finished. */);
	return stat !== undefined && now - stat.mtimeMs > day;
}
