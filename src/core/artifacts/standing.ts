import type { BigIntStats } from 'node:fs';
import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import { lstat, realpath } from '../files/quick';
import { readFailure } from '../files/readFailure';
import type { Place, Roots } from './place';
import { realOrExpected, temporaryRoot, within } from './place';

/** What stands at a path when all links are followed. */
export interface Standing {
	readonly real: string;
	readonly stat: BigIntStats;
}

/**
 * Follows the links of `path` as far as the workspace reaches. Opens nothing. Throws 'not-found' (also for a broken link), 'link-loop',
 * 'outside', 'inside-registry' and 'unreadable', all naming `shown`.
 */
export async function standingAt(place: Place, roots: Roots, path: string, shown: string): Promise<Standing> {
	if (within(place.registryFolder, path)) { throw new RegistryError('inside-registry', { path: shown }); }
	try {
		const real = await realpath(path);
		if (within(roots.registryFolder, real)) { throw new RegistryError('inside-registry', { path: shown }); }
		if (!within(roots.workspace, real)) { throw new RegistryError('outside', { path: shown, folder: place.workspace }); }
		return { real, stat: await lstat(real, { bigint: true }) };
	} catch (error) {
		throw await readFailure(error, path, shown);
	}
}

/** As `standingAt`, for bytes that were brought together in a temporary folder of the store. Throws 'outside' for what waits anywhere else. */
export async function waitingAt(place: Place, from: string, shown: string): Promise<Standing> {
	try {
		const real = await realpath(from);
		const root = await realOrExpected(temporaryRoot(place));
		if (real === root || !within(root, real)) { throw new RegistryError('outside', { path: shown, folder: temporaryRoot(place) }); }
		return { real, stat: await lstat(real, { bigint: true }) };
	} catch (error) {
		throw asRegistryError(error, shown, 'read');
	}
}
