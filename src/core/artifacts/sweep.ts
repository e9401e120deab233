import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import type { Place } from './place';
import { shown, temporaryRoot } from './place';
import { isAlive, ownerOf } from './temporary';

const day = 24 * 60 * 60 * 1000;

/** See `ArtifactStore.sweep`. */
export async function sweep(place: Place, now = Date.now()): Promise<number> {
	const root = temporaryRoot(place);
	let count = 0;
	try {
		for (const name of await readdir(root)) {
			const owner = ownerOf(name);
			// Nothing that this code made.
			if (!owner) { continue; }
			const alive = await isAlive(owner) ?? now - (await lstat(join(root, name))).mtimeMs < day;
			if (alive) { continue; }
			await rm(join(root, name), { recursive: true, force: true, maxRetries: 3 });
			place.log.info(`Removed what an interrupted registration left: ${shown(place, join(root, name))}`);
			count++;
		}
		await rmdir(root);
	} catch (error) {
		// No `tmp`, or somebody is at work in it.
		if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) { throw asRegistryError(error, shown(place, root)); }
	}
	return count;
}
