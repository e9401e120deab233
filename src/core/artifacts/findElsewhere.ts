import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import { errorCode } from '../files/asRegistryError';
import type { ArtifactFile, Digest, WorkspacePath } from '../model';
import { throwIfCancelled } from './cancel';
import { concurrently } from './concurrently';
import { openRegular } from './openRegular';
import type { Place } from './place';
import { Buffers, pump } from './pump';

/** Folders that hold what others made, never a model that was moved. */
const skipped = new Set(['.git', '.hg', '.svn', 'node_modules', '.model-registry', '__pycache__', '.ipynb_checkpoints', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', 'site-packages']);
/** What stands in the folder of a Python environment. */
const environmentMarks = ['pyvenv.cfg', 'conda-meta'];
/** Files and folders looked at. More is said in the log. */
const mostEntries = 300_000;

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
	for await (const { path, bytes } of filesOf(place, missing, what, signal)) {
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

/** Files of the workspace that have one of these sizes, nearest to the top first. Links are not followed. */
async function* filesOf(place: Place, sizes: ReadonlyMap<number, unknown>, what: string, signal: AbortSignal | undefined): AsyncGenerator<{ path: WorkspacePath; bytes: number }> {
	let folders = [''];
	for (let entries = 0; folders.length > 0;) {
		const below: string[] = [];
		for (const folder of folders) {
			throwIfCancelled(signal, what);
			const inside = await entriesOf(place, folder);
			entries += inside.length;
			if (entries > mostEntries) {
				place.log.warn(`Looked for moved files in ${mostEntries} files and folders, and not in the rest.`);
				return;
			}
			const files: { path: WorkspacePath; bytes: number }[] = [];
			await concurrently(inside.filter(entry => entry.isFile()), 8, signal, async entry => {
				// A file that has just gone is no answer.
				const stat = await lstat(join(place.workspace, folder, entry.name)).catch(() => undefined);
				if (stat?.isFile() && sizes.has(stat.size)) { files.push({ path: folder + entry.name, bytes: stat.size }); }
			});
			yield* files.sort((a, b) => a.path < b.path ? -1 : 1);
			below.push(...inside.filter(entry => entry.isDirectory() && !skipped.has(entry.name)).map(entry => `${folder}${entry.name}/`).sort());
		}
		folders = below;
	}
}

async function entriesOf(place: Place, folder: string): Promise<Dirent[]> {
	try {
		const entries = await readdir(join(place.workspace, folder), { withFileTypes: true });
		return folder !== '' && entries.some(entry => environmentMarks.includes(entry.name)) ? [] : entries;
	} catch (error) {
		if (errorCode(error) === undefined) { throw error; }
		place.log.debug(`Moved files are not looked for in ${folder || 'the workspace'}: ${String(error)}`);
		return [];
	}
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
