import { lstat, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { WorkspacePath } from '../model';
import { hashOf } from '../files/hashOf';
import { textAt } from '../parse/data';
import type { OpenFolder } from '../runs/folder';
import { orWarning } from '../runs/parse/orWarning';
import { parsePlainYaml } from '../runs/parse/plainYaml';
import type { RunFolder } from '../runs/reader';

const runName = /^[0-9a-f]{32}$/;
const modelName = /^m-[0-9a-f]{32}$/;
/** Runs and logged models whose artifacts are looked at: some tens of milliseconds. */
const mostRuns = 10_000;
const abreast = 64;

/** A file that is asked about. */
export interface CopiedFile { readonly path: WorkspacePath; readonly bytes: number; readonly md5: () => Promise<string | undefined> }

interface Place { readonly id: string; readonly place: string }

/**
 * The id of the MLflow run or logged model that holds a copy of a file: one whose artifacts hold a file of its name with its bytes (`mlflow.log_artifact`), or, in a
 * model that was logged, a file of its extension (`model.ubj`, where the script saved the same booster itself). In an `mlruns` of a folder around it; the newest of
 * several. Only files of the same size are hashed.
 */
export async function loggedCopies(workspace: string, open: OpenFolder, { path, bytes, md5 }: CopiedFile): Promise<readonly string[]> {
	for (let parent = path; parent !== '';) {
		parent = posix.dirname(parent) === '.' ? '' : posix.dirname(parent);
		const folder = await open(parent);
		const store = folder?.folders.includes('mlruns') ? await folder.folder('mlruns') : undefined;
		if (!store) { continue; }
		const places = await placesIn(workspace, store, posix.basename(path));
		const alike: (Place & { readonly written: number })[] = [];
		for (let at = 0; at < places.length; at += abreast) {
			await Promise.all(places.slice(at, at + abreast).map(async one => {
				// Most runs have no such file.
				const found = await lstat(join(workspace, store.path, one.place)).catch(() => undefined);
				if (found?.isFile() && found.size === bytes) { alike.push({ ...one, written: found.mtimeMs }); }
			}));
		}
		for (const { id, place } of alike.sort((a, b) => b.written - a.written)) {
			const located = await store.locate(place);
			const own = located === undefined ? undefined : await md5();
			if (located !== undefined && own !== undefined && await hashOf(located, 'md5') === own) { return [id, ...await runOf(store, place)]; }
		}
	}
	return [];
}

/** The run that the `MLmodel` beside a copy names. */
async function runOf(store: RunFolder, place: string): Promise<readonly string[]> {
	// Damage to it is told by the reader of that format.
	const model = await orWarning([], async () => parsePlainYaml(await store.text(`${posix.dirname(place)}/MLmodel`) ?? '', 'MLmodel'));
	const run = textAt(model ?? null, 'run_id');
	return run === undefined ? [] : [run];
}

/** Where copies may lie: under the file's own name in what runs logged, under any name with its extension in what is a model. */
async function placesIn(workspace: string, store: RunFolder, name: string): Promise<readonly Place[]> {
	const places: Place[] = [];
	const extension = posix.extname(name).toLowerCase();
	for (const experiment of store.folders.filter(one => /^\d+$/.test(one))) {
		const within = await store.folder(experiment);
		for (const run of within?.folders ?? []) {
			if (runName.test(run) && places.length < mostRuns) { places.push({ id: run, place: `${experiment}/${run}/artifacts/${name}` }); }
		}
		const models = (within?.folders.includes('models') ? (await within.folder('models'))?.folders ?? [] : []).filter(one => modelName.test(one)).slice(0, mostRuns);
		for (let at = 0; at < models.length; at += abreast) {
			await Promise.all(models.slice(at, at + abreast).map(async model => {
				const place = `${experiment}/models/${model}/artifacts`;
				// A model that was deleted, or is being written, has none.
				const files = await readdir(join(workspace, store.path, place)).catch((): string[] => []);
				for (const file of files.slice(0, 1_000)) { if (extension !== '' && file.toLowerCase().endsWith(extension)) { places.push({ id: model, place: `${place}/${file}` }); } }
			}));
		}
	}
	return places;
}
