import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact, ArtifactFile, Digest, StoragePolicy } from '../model';
import type { Watched } from './cancel';
import { meter, throwIfCancelled } from './cancel';
import { concurrently } from './concurrently';
import type { Listing } from './listing';
import { checkListing, list } from './listing';
import { manifestDigest } from './manifest';
import { holds } from './objects';
import type { Place } from './place';
import { artifactsFolder, shown } from './place';
import type { Waiting } from './publish';
import { publish } from './publish';
import { Buffers } from './pump';
import { storeFile, writeFailure } from './storeFile';
import type { TemporaryFolder } from './temporary';
import { makeTemporaryFolder } from './temporary';

/** The bytes of an artifact, hashed and stored where nobody sees them yet. One of `publish` and `discard` has to be called. */
export interface StagedArtifact extends Pick<Artifact, 'digest' | 'kind' | 'bytes' | 'storage'> {
	/** In the byte order of their paths. */
	readonly files: readonly ArtifactFile[];
	/** Makes it part of the store, for ever, over objects that are known to be damaged. Throws 'disk-full' and 'unwritable'; then nothing waits any more. */
	publish(damaged?: ReadonlySet<Digest>): Promise<void>;
	/** Removes what waits. Does nothing after `publish`. */
	discard(): Promise<void>;
}

/** Files worked on at a time. Node has four threads for files. */
export const lanes = 4;

/** See `ArtifactStore.stage`. */
export async function stage(place: Place, path: string, options: Watched & { readonly policy: StoragePolicy; readonly from?: string }): Promise<StagedArtifact> {
	const { signal, from } = options;
	// What waits in a temporary folder can be neither linked nor referred to: it goes away.
	const policy = from === undefined ? options.policy : 'copy';
	const name = shown(place, path);
	const what = `Storing ${name}`;
	const listing = await list(place, path, what, signal, from);
	const folder = policy === 'reference' ? undefined : await makeTemporaryFolder(place);
	try {
		const stored = await storeAll(place, listing, folder?.path ?? '', what, { ...options, policy });
		await checkListing(place, path, what, listing, signal);
		throwIfCancelled(signal, what);
		return await stagedOf(place, name, listing.kind, stored, folder);
	} catch (error) {
		await folder?.remove();
		throw writeFailure(error, name, shown(place, artifactsFolder(place)));
	}
}

interface StoredAll {
	readonly files: readonly ArtifactFile[];
	/** Each digest once. */
	readonly waiting: readonly Waiting[];
	readonly storage: StoragePolicy;
}

async function storeAll(place: Place, listing: Listing, folder: string, what: string, { policy, signal, onProgress }: Watched & { policy: StoragePolicy }): Promise<StoredAll> {
	const onBytes = meter(listing.bytes, onProgress);
	const buffers = Array.from({ length: lanes }, () => new Buffers());
	const storing = {
		policy, cloning: { possible: true }, folderShown: shown(place, artifactsFolder(place)),
		held: async (sha256: Digest, bytes: number) => waiting.has(sha256) || await holds(place, sha256, bytes),
	};
	const waiting = new Map<Digest, Waiting>();
	const files: ArtifactFile[] = [];
	let storage = policy;
	await concurrently(listing.files.entries(), lanes, signal, async ([index, file], lane, stop) => {
		const temporary = join(folder, String(index));
		const stored = await storeFile(file, listing.shown(file), temporary, storing, { signal: stop, what, buffers: buffers[lane] ?? new Buffers(), onBytes });
		files[index] = { path: file.path, sha256: stored.sha256, bytes: stored.bytes };
		// A folder counts as linked only if each of its files is.
		if (stored.storage === 'copy') { storage = 'copy'; }
		if (!waiting.has(stored.sha256)) {
			waiting.set(stored.sha256, { ...stored, name: String(index) });
		} else if (policy !== 'reference') {
			// The same bytes twice in a folder wait once.
			await rm(temporary, { force: true });
		}
	});
	return { files, waiting: [...waiting.values()], storage };
}

async function stagedOf(place: Place, name: string, kind: Artifact['kind'], { files, waiting, storage }: StoredAll, folder: TemporaryFolder | undefined): Promise<StagedArtifact> {
	const [first] = files;
	let open = folder;
	const done = async () => {
		const own = open;
		open = undefined;
		await own?.remove();
	};
	return {
		digest: kind === 'file' && first ? first.sha256 : await manifestDigest(files),
		kind, bytes: files.reduce((sum, file) => sum + file.bytes, 0), files, storage,
		async publish(damaged) {
			if (!open) { return; }
			try {
				await publish(place, name, open.path, waiting, damaged);
			} finally {
				await done();
			}
		},
		discard: done,
	};
}
