import { join } from 'node:path';
import { RegistryError } from '../errors';
import type { ArtifactFile, Digest, WorkspacePath } from '../model';
import { filesOfSize } from './filesOfSize';
import { openRegular } from './openRegular';
import type { Place } from './place';
import { Buffers, pump } from './pump';

export interface Search {
	readonly signal?: AbortSignal;
	/** Paths that are no answer. */
	readonly exclude?: Iterable<WorkspacePath>;
}

/** See `ArtifactStore.findElsewhere`. */
export async function findElsewhere(place: Place, wanted: readonly Pick<ArtifactFile, 'sha256' | 'bytes'>[], { signal, exclude = [] }: Search): Promise<Map<Digest, WorkspacePath>> {
	const what = 'Looking for moved files';
	const missing = new Map<number, Set<Digest>>();
	for (const { sha256, bytes } of wanted) { missing.set(bytes, (missing.get(bytes) ?? new Set()).add(sha256)); }
	const excluded = new Set(exclude);
	const found = new Map<Digest, WorkspacePath>();
	const lane = { signal, what, buffers: new Buffers(), onBytes: () => { /* How much there is to read is not known before. */ } };
	for await (const { path, bytes } of filesOfSize(place, missing, what, signal)) {
		const digests = missing.get(bytes);
		if (!digests || excluded.has(path)) { continue; }
		const sha256 = await digestIfReadable(place, path, lane);
		if (sha256 === undefined || !digests.delete(sha256)) { continue; }
		found.set(sha256, path);
		if (digests.size === 0) { missing.delete(bytes); }
		if (missing.size === 0) { break; }
	}
	return found;
}

async function digestIfReadable(place: Place, path: WorkspacePath, lane: Parameters<typeof pump>[2]): Promise<Digest | undefined> {
	try {
		const source = await openRegular(join(place.workspace, path), path, undefined, true);
		try {
			return await pump(source, path, lane);
		} finally {
			await source.close();
		}
	} catch (error) {
		if (!RegistryError.is(error) || error.reason === 'cancelled') { throw error; }
		place.log.debug(`Passed over while looking for moved files: ${error.message}`);
		return undefined;
	}
}
