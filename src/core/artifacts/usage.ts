import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { concurrently } from './concurrently';
import type { Place } from './place';
import { objectsFolder, shown } from './place';

export interface Usage { readonly objects: number; readonly bytes: number }

/** See `ArtifactStore.usage`. */
export async function usage(place: Place): Promise<Usage> {
	const root = objectsFolder(place);
	let objects = 0, bytes = 0;
	try {
		for (const folder of await readdir(root)) {
			if (!/^[0-9a-f]{2}$/.test(folder)) { continue; }
			const names = (await readdir(join(root, folder))).filter(name => /^[0-9a-f]{62}$/.test(name));
			await concurrently(names, 8, undefined, async name => {
				bytes += (await lstat(join(root, folder, name))).size;
				objects++;
			});
		}
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') { throw asRegistryError(error, shown(place, root), 'read'); }
	}
	return { objects, bytes };
}
