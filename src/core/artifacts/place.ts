import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { RegistryError } from '../errors';
import { errorCode } from '../files/asRegistryError';
import { realpath } from '../files/quick';
import type { Logger } from '../log';
import type { Digest } from '../model';

/** Where a store stands. Both folders are absolute. */
export interface Place {
	/** `.model-registry` */
	readonly registryFolder: string;
	readonly workspace: string;
	readonly log: Logger;
}

/** `artifacts/sha256/ab/cdef…`. Throws 'bad-value' for what isn't a digest, so that no record can name a path of its own. */
export function objectPath(place: Place, sha256: Digest): string {
	if (!/^[0-9a-f]{64}$/.test(sha256)) { throw new RegistryError('bad-value', { what: `The digest '${sha256.slice(0, 80)}'`, why: 'it is not 64 hexadecimal digits' }); }
	return join(objectsFolder(place), sha256.slice(0, 2), sha256.slice(2));
}

export const artifactsFolder = (place: Place) => join(place.registryFolder, 'artifacts');
export const objectsFolder = (place: Place) => join(place.registryFolder, 'artifacts', 'sha256');
export const temporaryRoot = (place: Place) => join(place.registryFolder, 'artifacts', 'tmp');
export const trashRoot = (place: Place) => join(place.registryFolder, 'artifacts', 'trash');

/** Whether `path` is `folder` or below it. */
export function within(folder: string, path: string): boolean {
	const way = relative(folder, path);
	return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** How a path is named to people: relative to the workspace with '/', absolute outside of it. */
export function shown(place: Place, path: string): string {
	return within(place.workspace, path) ? relative(place.workspace, path).replaceAll(sep, '/') || basename(path) : path;
}

/** The folders of a place with all links followed: what resolved paths are compared with. */
export interface Roots { readonly workspace: string; readonly registryFolder: string }

export async function rootsOf(place: Place): Promise<Roots> {
	const workspace = await realpath(place.workspace).catch(error => {
		if (errorCode(error) === 'ENOENT') { throw new RegistryError('not-found', { path: place.workspace }, { cause: error }); }
		throw error;
	});
	return { workspace, registryFolder: await realOrExpected(place.registryFolder) };
}

/** `realpath` that answers for a path whose end doesn't exist yet, too. */
export async function realOrExpected(path: string): Promise<string> {
	return realpath(path).catch(async error => {
		if (errorCode(error) !== 'ENOENT' || dirname(path) === path) { throw error; }
		return join(await realOrExpected(dirname(path)), basename(path));
	});
}
