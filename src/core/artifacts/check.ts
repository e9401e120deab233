import { join } from 'node:path';
import { RegistryError } from '../errors';
import type { Artifact, ArtifactFile, FileState } from '../model';
import type { Gentle, Watched } from './cancel';
import { meter, throwIfCancelled } from './cancel';
import { concurrently } from './concurrently';
import { objectSize } from './objects';
import { openRegular } from './openRegular';
import type { Place, Roots } from './place';
import { objectPath, rootsOf, shown } from './place';
import { Buffers, chunk, pump } from './pump';
import { checkRelativePath } from './relativePath';
import { lanes } from './stage';
import { standingAt } from './standing';

/** Bytes per read where others come first. */
const gentleChunk = 256 * 1024;

/** Whether bytes moved is found out later, over all of a version: see `findElsewhere`. */
export type StoredState = Exclude<FileState, 'moved'>;

export interface Checked {
	readonly file: ArtifactFile;
	readonly state: StoredState;
	/** Where the bytes are looked for: absolute. */
	readonly at: string;
}

/** Where the bytes of an artifact's file are kept: absolute. Throws 'bad-path' and 'bad-value' for what no registry wrote. */
export function keptAt(place: Place, artifact: Pick<Artifact, 'kind' | 'path' | 'storage'>, file: ArtifactFile): string {
	if (artifact.storage !== 'reference') { return objectPath(place, file.sha256); }
	const path = artifact.kind === 'file' ? artifact.path : artifact.path === '' || artifact.path === '.' ? file.path : `${artifact.path}/${file.path}`;
	checkRelativePath(path);
	return join(place.workspace, path);
}

/** See `ArtifactStore.check`. */
export async function check(place: Place, artifact: Pick<Artifact, 'kind' | 'path' | 'storage' | 'files'>, { deep, signal, onProgress, rest }: Watched & Gentle & { readonly deep: boolean }): Promise<Checked[]> {
	const what = `Verifying ${artifact.path}`;
	const roots = await rootsOf(place);
	const onBytes = meter(artifact.files.reduce((sum, file) => sum + file.bytes, 0), onProgress);
	const count = rest ? 1 : lanes;
	const buffers = Array.from({ length: count }, () => new Buffers(rest ? gentleChunk : chunk));
	const result: Checked[] = [];
	await concurrently(artifact.files.entries(), count, signal, async ([index, file], lane, stop) => {
		throwIfCancelled(stop, what);
		const at = keptAt(place, artifact, file);
		const real = artifact.storage === 'reference' ? await referred(place, roots, at) : { path: at, bytes: await objectSize(place, file.sha256) };
		let state = stateOf(file, real?.bytes);
		let read = 0;
		if (state === 'ok' && deep && real) {
			state = await sameBytes(file, real.path, shown(place, at), { signal: stop, what, buffers: buffers[lane] ?? new Buffers(), onBytes: bytes => { read += bytes; onBytes(bytes); }, rest });
		}
		onBytes(file.bytes - read);
		result[index] = { file, state, at };
	});
	return result;
}

function stateOf(file: ArtifactFile, bytes: number | undefined): StoredState {
	return bytes === undefined ? 'missing' : bytes === file.bytes ? 'ok' : 'modified';
}

async function sameBytes(file: ArtifactFile, path: string, name: string, lane: Parameters<typeof pump>[2]): Promise<StoredState> {
	try {
		const source = await openRegular(path, name, undefined, true);
		try {
			return await pump(source, name, lane) === file.sha256 ? 'ok' : 'modified';
		} finally {
			await source.close();
		}
	} catch (error) {
		if (RegistryError.is(error, 'not-found')) { return 'missing'; }
		if (RegistryError.is(error, 'changed-while-read')) { return 'modified'; }
		throw error;
	}
}

/** A file of the workspace. What leads out of it, or nowhere, is missing; what is no file any more has no size that fits. */
async function referred(place: Place, roots: Roots, path: string): Promise<{ path: string; bytes: number } | undefined> {
	try {
		const { real, stat } = await standingAt(place, roots, path, shown(place, path));
		return { path: real, bytes: stat.isFile() ? Number(stat.size) : -1 };
	} catch (error) {
		if (RegistryError.is(error) && error.reason !== 'unreadable') { return undefined; }
		throw error;
	}
}
