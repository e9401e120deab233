import { dirname, join } from 'node:path';
import { errorCode } from '../files/asRegistryError';
import { fsyncFolder, makeFolder } from '../files/atomic';
import { chmod, rmdir, unlink } from '../files/quick';
import type { Digest } from '../model';
import { concurrently } from './concurrently';
import { fsyncFile, holds, renameInto } from './objects';
import type { Place } from './place';
import { artifactsFolder, objectPath, objectsFolder, shown } from './place';
import type { Stored } from './storeFile';
import { objectMode, writeFailure } from './storeFile';

/** A stored file and the name under which it waits. */
export interface Waiting extends Stored { readonly name: string }

/**
 * Renames what was staged in `from` to its place. What the store holds already stays as it is, unless its digest is among `damaged`. All folders are made before the first rename, so that a
 * full disk is met while nothing is to be seen yet. Throws 'disk-full' and 'unwritable', naming the artifact `name` and the store's folder.
 */
export async function publish(place: Place, name: string, from: string, waiting: readonly Waiting[], damaged: ReadonlySet<Digest> = new Set()): Promise<void> {
	const folders = new Set(waiting.map(one => dirname(objectPath(place, one.sha256))));
	const made: string[] = [];
	try {
		for (const folder of folders) {
			if (await makeFolder(folder) !== undefined) { made.push(folder); }
		}
		await concurrently(waiting, 4, undefined, async stored => {
			const temporary = join(from, stored.name);
			const target = objectPath(place, stored.sha256);
			if (!damaged.has(stored.sha256) && await holds(place, stored.sha256, stored.bytes)) { return; }
			// It was held when it was staged, and is gone since.
			if (!stored.lasting) { await fsyncFile(temporary); }
			if (stored.storage === 'hardlink') { await chmod(temporary, objectMode); }
			// What stands there has the wrong size or other bytes: it is damaged.
			await unlink(target).catch(error => { if (errorCode(error) !== 'ENOENT') { throw error; } });
			await renameInto(temporary, dirname(target), target).catch(async error => {
				// Windows refuses to rename over what another process has put there since.
				if (!await holds(place, stored.sha256, stored.bytes)) { throw error; }
			});
		});
		for (const folder of folders) { await fsyncFolder(folder); }
	} catch (error) {
		for (const folder of [...made, objectsFolder(place)]) { await rmdir(folder).catch(() => { /* It holds an object by now, or another process removed it. */ }); }
		throw writeFailure(error, name, shown(place, artifactsFolder(place)));
	}
}
