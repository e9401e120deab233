import type { Artifact, ArtifactFile } from '../model';
import type { Watched } from './cancel';
import { meter } from './cancel';
import { concurrently } from './concurrently';
import { checkListing, list } from './listing';
import { manifestDigest } from './manifest';
import { openRegular } from './openRegular';
import type { Place } from './place';
import { shown } from './place';
import { Buffers, pump } from './pump';
import { lanes } from './stage';

export type Digested = Pick<Artifact, 'digest' | 'kind' | 'bytes' | 'files'>;

/** See `ArtifactStore.digestOf`. */
export async function digestOf(place: Place, path: string, { signal, onProgress }: Watched): Promise<Digested> {
	const what = `Reading ${shown(place, path)}`;
	const listing = await list(place, path, what, signal);
	const onBytes = meter(listing.bytes, onProgress);
	const buffers = Array.from({ length: lanes }, () => new Buffers());
	const files: ArtifactFile[] = [];
	await concurrently(listing.files.entries(), lanes, signal, async ([index, file], lane, stop) => {
		const name = listing.shown(file);
		const source = await openRegular(file.real, name, file.mark);
		try {
			const sha256 = await pump(source, name, { signal: stop, what, onBytes, buffers: buffers[lane] ?? new Buffers() });
			await source.checkUnchanged();
			files[index] = { path: file.path, sha256, bytes: source.bytes };
		} finally {
			await source.close();
		}
	});
	await checkListing(place, path, what, listing, signal);
	const [first] = files;
	return { digest: listing.kind === 'file' && first ? first.sha256 : await manifestDigest(files), kind: listing.kind, bytes: listing.bytes, files };
}
