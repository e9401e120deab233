import { basename, join } from 'node:path';
import { RegistryError } from '../errors';
import { throwIfCancelled } from './cancel';
import { regular } from './openRegular';
import type { Place } from './place';
import { rootsOf, shown } from './place';
import { checkRelativePath, printable } from './relativePath';
import { sortedByPath } from './sorted';
import { standingAt, waitingAt } from './standing';
import type { Found } from './walkFolder';
import { walkFolder } from './walkFolder';

export interface Listing {
	readonly kind: 'file' | 'directory';
	/** In the byte order of their paths. */
	readonly files: readonly Found[];
	readonly bytes: number;
	/** Where they are read: see `ArtifactStore.stage`. */
	readonly from: string | undefined;
	/** How a file is named in a sentence. */
	readonly shown: (file: Pick<Found, 'path'>) => string;
}

/**
 * The files of an artifact, none opened yet. Links are followed where they lead to something inside the workspace. Throws 'not-found',
 * 'empty-file', 'empty-folder', 'not-a-file', 'link-loop', 'outside', 'inside-registry', 'bad-path', 'unreadable', 'too-many-files', 'cancelled'. `from`: where the bytes of `path` wait, in a temporary folder of the store.
 */
export async function list(place: Place, path: string, what: string, signal?: AbortSignal, from?: string): Promise<Listing> {
	throwIfCancelled(signal, what);
	const roots = await rootsOf(place);
	const name = shown(place, path);
	const { real, stat } = from === undefined ? await standingAt(place, roots, path, name) : await waitingAt(place, from, name);
	if (!stat.isDirectory()) {
		const mark = regular(stat, name);
		if (mark.bytes === 0) { throw new RegistryError('empty-file', { path: name }); }
		checkRelativePath(basename(path), printable(name));
		return { kind: 'file', files: [{ path: basename(path), real, mark }], bytes: mark.bytes, from, shown: () => name };
	}
	const files: Found[] = [];
	await walkFolder({ place, roots, path, what, signal, visit: file => files.push(file) }, real);
	if (files.length === 0) { throw new RegistryError('empty-folder', { path: name }); }
	const bytes = files.reduce((sum, file) => sum + file.mark.bytes, 0);
	return { kind: 'directory', files: await sortedByPath(files), bytes, from, shown: file => printable(shown(place, join(path, file.path))) };
}

/** A folder that was written to while it was read may hold what never stood there together. Throws 'changed-while-read' and what `list` does. */
export async function checkListing(place: Place, path: string, what: string, before: Listing, signal?: AbortSignal): Promise<void> {
	if (before.kind === 'file') { return; }
	const roots = await rootsOf(place);
	const { real } = before.from === undefined ? await standingAt(place, roots, path, shown(place, path)) : await waitingAt(place, before.from, shown(place, path));
	const known = new Map(before.files.map(file => [file.path, file.mark.identity]));
	const visit = (file: Found) => {
		if (known.get(file.path) !== file.mark.identity) { throw new RegistryError('changed-while-read', { path: before.shown(file) }); }
		known.delete(file.path);
	};
	await walkFolder({ place, roots, path, what, signal, visit }, real);
	if (known.size > 0) { throw new RegistryError('changed-while-read', { path: shown(place, path) }); }
}
