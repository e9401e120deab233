import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { makeFolders } from '../files/atomic';
import { hostKey } from '../files/hostKey';
import { readFile, rmdir, stat } from '../files/quick';
import type { Place } from './place';
import { artifactsFolder, shown, temporaryRoot } from './place';

/** A folder of its own for each staging, below `artifacts/tmp`. Its name tells who made it: see `ownerOf`. */
export interface TemporaryFolder {
	readonly path: string;
	/** Removes it with all it holds, and the folders above that were made for it, if they are empty again. */
	remove(): Promise<void>;
}

/** What names of this process begin with: see `ownerOf`. */
let own: string | undefined;

/** Throws 'not-initialised', 'registry-is-a-file', 'unwritable', 'disk-full'. */
export async function makeTemporaryFolder(place: Place): Promise<TemporaryFolder> {
	await checkRegistry(place);
	own ??= `${process.pid}-${await startOf(process.pid) ?? 0}-${hostKey()}`;
	const name = `${own}-${randomBytes(6).toString('hex')}`;
	const path = join(temporaryRoot(place), name);
	try {
		const first = await makeFolders(path);
		return { path, remove: () => removeFolder(place, path, first) };
	} catch (error) {
		throw asRegistryError(error, shown(place, artifactsFolder(place)));
	}
}

async function checkRegistry(place: Place): Promise<void> {
	const folder = await stat(place.registryFolder).catch(error => {
		if (errorCode(error) === 'ENOENT') { throw new RegistryError('not-initialised', { folder: place.workspace }, { cause: error }); }
		throw asRegistryError(error, shown(place, place.registryFolder));
	});
	if (!folder.isDirectory()) { throw new RegistryError('registry-is-a-file', { path: shown(place, place.registryFolder) }); }
}

/** `first` is the topmost folder that was made for `path`. */
async function removeFolder(place: Place, path: string, first: string | undefined): Promise<void> {
	// Mostly it is empty by now.
	await rmdir(path).catch(() => rm(path, { recursive: true, force: true, maxRetries: 3 }));
	for (const folder of [temporaryRoot(place), artifactsFolder(place)]) {
		// `artifacts` stays where it stood before.
		if (folder === artifactsFolder(place) && first !== folder) { return; }
		try {
			await rmdir(folder);
		} catch (error) {
			if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM', 'EBUSY'].includes(errorCode(error) ?? '')) { throw error; }
			return;
		}
	}
}

/** Who made a temporary folder. */
export interface Owner {
	readonly pid: number;
	/** When the process began, in the system's own count; 0 where it can't be told. */
	readonly start: number;
	readonly host: string;
}

export function ownerOf(name: string): Owner | undefined {
	const found = /^(\d{1,10})-(\d{1,20})-([0-9a-f]{12})-[0-9a-f]{12}$/.exec(name);
	return found ? { pid: Number(found[1]), start: Number(found[2]), host: found[3] ?? '' } : undefined;
}

/** Whether the owner works still; undefined where this machine can't know. */
export async function isAlive(owner: Owner): Promise<boolean | undefined> {
	if (owner.host !== hostKey()) { return undefined; }
	try {
		process.kill(owner.pid, 0);
	} catch (error) {
		if (errorCode(error) === 'ESRCH') { return false; }
	}
	const start = await startOf(owner.pid);
	// A number is given to another process some day.
	return start === undefined || owner.start === 0 || start === owner.start;
}

/** Clock ticks after boot (proc_pid_stat(5), field 22). Undefined where there is no /proc. */
async function startOf(pid: number): Promise<number | undefined> {
	try {
		const text = await readFile(`/proc/${pid}/stat`, 'latin1');
		return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19]);
	} catch {
		// No /proc, or the process has just ended: the caller goes by the number alone.
		return undefined;
	}
}
