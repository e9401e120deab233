import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/asRegistryError';
import type { WorkspacePath } from '../model';
import { throwIfCancelled } from './cancel';
import { concurrently } from './concurrently';
import type { Place } from './place';

/** Folders that hold what others made, never a model that was moved. */
const skipped = new Set(['.git', '.hg', '.svn', 'node_modules', '.model-registry', '__pycache__', '.ipynb_checkpoints', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', 'site-packages']);
/** What stands in the folder of a Python environment. */
const environmentMarks = ['pyvenv.cfg', 'conda-meta'];
/** Files and folders looked at. More is said in the log. */
const mostEntries = 300_000;

/** Files of the workspace that have one of these sizes, nearest to the top first. Links are not followed. */
export async function* filesOfSize(place: Pick<Place, 'workspace' | 'log'>, sizes: ReadonlyMap<number, unknown>, what: string, signal: AbortSignal | undefined): AsyncGenerator<{ path: WorkspacePath; bytes: number }> {
	let folders = [''];
	for (let entries = 0; folders.length > 0;) {
		const below: string[] = [];
		for (const folder of folders) {
			throwIfCancelled(signal, what);
			const inside = await entriesOf(place, folder, what);
			entries += inside.length;
			if (entries > mostEntries) {
				place.log.warn(`${what}: looked at ${mostEntries} files and folders, and not at the rest.`);
				return;
			}
			const files: { path: WorkspacePath; bytes: number }[] = [];
			await concurrently(inside.filter(entry => entry.isFile()), 8, signal, async entry => {
				const stat = await lstat(join(place.workspace, folder, entry.name)).catch(() => undefined /* Just gone, or not ours to look at: no answer either way. */);
				if (stat?.isFile() && sizes.has(stat.size)) { files.push({ path: folder + entry.name, bytes: stat.size }); }
			});
			yield* files.sort((a, b) => a.path < b.path ? -1 : 1);
			below.push(...inside.filter(entry => entry.isDirectory() && !skipped.has(entry.name)).map(entry => `${folder}${entry.name}/`).sort());
		}
		folders = below;
	}
}

async function entriesOf(place: Pick<Place, 'workspace' | 'log'>, folder: string, what: string): Promise<Dirent[]> {
	try {
		const entries = await readdir(join(place.workspace, folder), { withFileTypes: true });
		return folder !== '' && entries.some(entry => environmentMarks.includes(entry.name)) ? [] : entries;
	} catch (error) {
		if (errorCode(error) === undefined) { throw error; }
		place.log.debug(`${what}: ${folder || 'the workspace'} was passed over: ${String(error)}`);
		return [];
	}
}
