import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import type { Digest } from '../model';
import { concurrently } from './concurrently';
import type { Place } from './place';
import { objectsFolder, shown } from './place';

export interface StoredObject {
	readonly sha256: Digest;
	readonly bytes: number;
	/** When it came here, in milliseconds: a copy may keep the time at which the bytes were made. */
	readonly since: number;
}

/** See `ArtifactStore.stored`. */
export async function stored(place: Place): Promise<StoredObject[]> {
	const root = objectsFolder(place);
	const objects: StoredObject[] = [];
	try {
		for (const folder of await readdir(root)) {
			if (!/^[0-9a-f]{2}$/.test(folder)) { continue; }
			const names = (await readdir(join(root, folder))).filter(name => /^[0-9a-f]{62}$/.test(name));
			await concurrently(names, 8, undefined, async name => {
				const stat = await lstat(join(root, folder, name));
				objects.push({ sha256: folder + name, bytes: stat.size, since: stat.ctimeMs });
			});
		}
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') { throw asRegistryError(error, shown(place, root), 'read'); }
	}
	return objects;
}
