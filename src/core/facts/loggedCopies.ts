import { lstat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { WorkspacePath } from '../model';
import { hashOf } from '../files/hashOf';
import type { OpenFolder } from '../runs/folder';

const runName = /^[0-9a-f]{32}$/;
/** Runs whose artifacts are looked at: some tens of milliseconds. */
const mostRuns = 10_000;
const abreast = 64;

/** A file that is asked about. */
export interface CopiedFile { readonly path: WorkspacePath; readonly bytes: number; readonly md5: () => Promise<string | undefined> }

/**
 * The id of the MLflow run that logged a copy of a file (`mlflow.log_artifact`): one whose artifacts hold a file of its name with its bytes, in an `mlruns` of
 * a folder around it; the newest of several. Only files of the same size are hashed.
 */
export async function loggedCopies(workspace: string, open: OpenFolder, { path, bytes, md5 }: CopiedFile): Promise<readonly string[]> {
	const name = posix.basename(path);
	for (let parent = path; parent !== '';) {
		parent = posix.dirname(parent) === '.' ? '' : posix.dirname(parent);
		const folder = await open(parent);
		const store = folder?.folders.includes('mlruns') ? await folder.folder('mlruns') : undefined;
		if (!store) { continue; }
		const places: { readonly run: string; readonly place: string }[] = [];
		for (const experiment of store.folders.filter(one => /^\d+$/.test(one))) {
			for (const run of (await store.folder(experiment))?.folders ?? []) {
				if (runName.test(run) && places.length < mostRuns) { places.push({ run, place: `${experiment}/${run}/artifacts/${name}` }); }
			}
		}
		const alike: { readonly run: string; readonly place: string; readonly written: number }[] = [];
		for (let at = 0; at < places.length; at += abreast) {
			await Promise.all(places.slice(at, at + abreast).map(async one => {
				// Most runs have no such file.
				const found = await lstat(join(workspace, store.path, one.place)).catch(() => undefined);
				if (found?.isFile() && found.size === bytes) { alike.push({ ...one, written: found.mtimeMs }); }
			}));
		}
		for (const { run, place } of alike.sort((a, b) => b.written - a.written)) {
			const located = await store.locate(place);
			const own = located === undefined ? undefined : await md5();
			if (located !== undefined && own !== undefined && await hashOf(located, 'md5') === own) { return [run]; }
		}
	}
	return [];
}
