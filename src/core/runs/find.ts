import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import { errorCode } from '../files/asRegistryError';
import type { Warning, WorkspacePath } from '../model';
import { openRunFolder } from './folder';
import { breathe } from '../files/breathe';
import type { FoundRun, RunReader } from './reader';
import { readersFor, readRuns, type RunsHere } from './readRuns';
import type { OpenSqlite } from './openSqlite';

export interface ListOptions {
	/** Without histories, which a list has no use for; true unless told. */
	readonly brief?: boolean;
	readonly signal?: AbortSignal;
	/** Opens the databases of training tools; without it they are passed over. */
	readonly sqlite?: OpenSqlite;
	/** Told of records that can't be read: one sentence each. */
	readonly onProblem?: (problem: Warning) => void;
	/** What folders held when they were last looked into. A folder that stands here is not looked into again; others are added. */
	readonly seen?: Map<WorkspacePath, SeenFolder>;
	/** Asked by readers of many runs before they read one. */
	readonly known?: (path: WorkspacePath) => FoundRun | undefined;
}

/** What a folder held when it was looked into. */
export interface SeenFolder {
	/** Folders below it that may hold more. */
	readonly below: readonly WorkspacePath[];
	readonly runs: RunsHere['runs'];
	readonly warnings: readonly Warning[];
}

/** A run, with the folder in which its record is read. */
export interface PlacedRun { readonly run: FoundRun; readonly reader: RunReader; readonly folder: WorkspacePath }

const maxDepth = 16;
const maxFolders = 100_000;
/** Not the project's own work; and whatever begins with a dot. */
const skipped = new Set(['node_modules', 'bower_components', 'site-packages', 'dist-packages', '__pycache__', '__pypackages__']);
/** Files that are kept beside many a run of a tool: a run by themselves only where no other was found. */
const lesser = new Set(['tensorboard', 'csv-log', 'params-file']);

/**
 * The training runs recorded in a workspace, as they are found, from the top down; each once. `workspace` is absolute. Names of folders and files decide
 * what is opened; installed packages and what links lead to are passed over. Never keeps the thread for long. Throws RegistryError('cancelled').
 */
export async function* listRuns(workspace: string, options: ListOptions = {}): AsyncGenerator<FoundRun> {
	for await (const { run } of placedRuns(workspace, options)) { yield run; }
}

/** As `listRuns`, with the place of each. */
export async function* placedRuns(workspace: string, options: ListOptions = {}): AsyncGenerator<PlacedRun> {
	const { signal, onProblem, seen = new Map<WorkspacePath, SeenFolder>() } = options;
	const told = new Set<string>();
	const runFolders = new Map<WorkspacePath, string>();
	const waiting: { readonly path: WorkspacePath; readonly depth: number }[] = [{ path: '', depth: 0 }];
	for (let next = 0; next < Math.min(waiting.length, maxFolders); next++) {
		const here = waiting[next];
		if (signal?.aborted) { throw new RegistryError('cancelled', { what: 'Looking for training runs' }); }
		if (!here) { continue; }
		const folder = seen.get(here.path) ?? await lookInto(workspace, here.path, options);
		seen.set(here.path, folder);
		const { runs, warnings } = folder;
		if (here.depth < maxDepth) { waiting.push(...folder.below.map(path => ({ path, depth: here.depth + 1 }))); }
		for (const problem of [...warnings, ...runs.flatMap(({ run }) => run.warnings ?? [])]) { onProblem?.(problem); }
		const around = runFolders.size === 0 ? [] : parents(here.path).flatMap(path => runFolders.get(path) ?? []);
		const within = around.length > 0;
		const main = runs.filter(({ reader }) => !lesser.has(reader.tool) && !reader.store);
		for (const { run, reader } of runs) {
			// What the Trainer saved below its output folder, with settings but no results, is that training's.
			if ((lesser.has(reader.tool) && (within || main.length > 0)) || !isRun(run) || (run.tool === 'transformers' && run.metrics.length === 0 && around.includes(run.tool)) || told.has(`${run.tool}\n${run.id}`)) { continue; }
			told.add(`${run.tool}\n${run.id}`);
			if (!reader.store && run.path !== '') { runFolders.set(run.path, run.tool); }
			yield { run, reader, folder: here.path };
		}
	}
}

const nothing: SeenFolder = { below: [], runs: [], warnings: [] };

async function lookInto(workspace: string, path: WorkspacePath, { brief = true, sqlite, known }: ListOptions): Promise<SeenFolder> {
	const names = await namesIn(workspace, path);
	if (!names || isEnvironment(names.files, names.folders)) { return nothing; }
	const folder = readersFor(names).length > 0 ? await openRunFolder(workspace, path) : undefined;
	const { runs, warnings } = folder ? await readRuns(folder, workspace, { brief, ...(sqlite ? { sqlite } : {}), ...(known ? { known } : {}) }) : nothing;
	return { below: foldersBelow(path, names.folders, runs.map(({ run }) => run.path)), runs, warnings };
}

/** A run's folder in an artifact store of MLflow: what was logged there is that run's, and its record is in the store. */
const loggedBy = /(?:^|\/)mlruns\/\d+\/[0-9a-f]{32}$/;

/** Folders to go on with: not those in which a reader has found runs from here, nor checkpoints, which are their run's. */
function foldersBelow(here: WorkspacePath, names: readonly string[], runs: readonly WorkspacePath[]): readonly WorkspacePath[] {
	const prefix = here === '' ? '' : `${here}/`;
	const read = new Set(runs.filter(path => path.startsWith(prefix)).map(path => path.slice(prefix.length).split('/')[0] ?? ''));
	return names.filter(name => !name.startsWith('.') && !skipped.has(name) && !read.has(name) && !/^checkpoint-\d+$/.test(name) && !(name === 'artifacts' && loggedBy.test(here))).map(name => prefix + name);
}

/** A Python environment, by venv, virtualenv or conda. */
function isEnvironment(files: readonly string[], folders: readonly string[]): boolean {
	return files.includes('pyvenv.cfg') || folders.includes('conda-meta');
}

/** Settings alone are no run, and a record that couldn't be read is a problem. */
function isRun(run: FoundRun): boolean {
	if (run.tool === 'params-file') { return run.params.length > 0 && run.metrics.length > 0; }
	return run.params.length > 0 || run.metrics.length > 0 || !run.warnings?.length;
}

async function namesIn(workspace: string, path: WorkspacePath): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] } | undefined> {
	await breathe();
	let entries: Dirent[];
	try {
		entries = readdirSync(join(workspace, path), { withFileTypes: true });
	} catch (error) {
		// Gone since it was seen, or not ours to look into: a search passes on.
		if (errorCode(error) !== undefined) { return undefined; }
		throw error;
	}
	return { files: entries.filter(entry => entry.isFile()).map(entry => entry.name), folders: entries.filter(entry => entry.isDirectory()).map(entry => entry.name).sort() };
}

function parents(path: WorkspacePath): readonly WorkspacePath[] {
	const parts = path.split('/');
	return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
