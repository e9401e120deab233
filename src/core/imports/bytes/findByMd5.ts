import { join } from 'node:path';
import { filesOfSize } from '../../artifacts/filesOfSize';
import { RegistryError } from '../../errors';
import type { WorkspacePath } from '../../model';
import type { ImportPlace } from '../source';
import { md5OfFile } from './md5OfFile';

/** The files of the workspace that have one of these MD5s (hex) and sizes, by MD5, nearest to the top first. Only files of a wanted size are read. Throws 'cancelled'. */
export async function findByMd5(place: Pick<ImportPlace, 'workspace' | 'log' | 'signal'>, wanted: Iterable<{ readonly md5: string; readonly bytes: number }>): Promise<ReadonlyMap<string, readonly WorkspacePath[]>> {
	const sizes = new Map<number, Set<string>>();
	for (const { md5, bytes } of wanted) { sizes.set(bytes, (sizes.get(bytes) ?? new Set()).add(md5)); }
	const found = new Map<string, WorkspacePath[]>();
	if (sizes.size === 0) { return found; }
	for await (const { path, bytes } of filesOfSize(place, sizes, 'Looking for files by their MD5', place.signal)) {
		const digest = await digestIfReadable(join(place.workspace, path), path, place.signal);
		if (digest !== undefined && sizes.get(bytes)?.has(digest)) { found.set(digest, [...found.get(digest) ?? [], path]); }
	}
	return found;
}

async function digestIfReadable(path: string, shown: WorkspacePath, signal: AbortSignal | undefined): Promise<string | undefined> {
	try {
		return (await md5OfFile(path, shown, signal)).asIs;
	} catch (error) {
		// What can't be read is not the file that is looked for.
		if (!RegistryError.is(error) || RegistryError.is(error, 'cancelled')) { throw error; }
		return undefined;
	}
}
