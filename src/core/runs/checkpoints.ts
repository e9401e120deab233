import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join, posix } from 'node:path';
import { errorCode } from '../files/asRegistryError';
import { folderMarkers, modelExtensions, modelFileNames } from '../formats';
import type { WorkspacePath } from '../model';
import { breathe } from '../files/breathe';
import type { PlacedRun } from './find';

/** A model that a run left: a file, or a folder that is one model. */
export interface Checkpoint {
	readonly path: WorkspacePath;
	readonly kind: 'file' | 'directory';
	/** Of a file. */
	readonly bytes?: number;
	/** Of the file, or of the newest weights in the folder. */
	readonly modified: Date;
}

const maxDepth = 4;
const maxNames = 5_000;
const maxCheckpoints = 200;
/** Folders beside a store that are tried for a file which it knows by name. */
const maxBeside = 100;
/** Where training scripts put their models, below a folder that holds other things too. */
const places = /^(?:checkpoint-\d+|checkpoints?|ckpts?|weights|models?|artifacts|saved_?models?|export(?:ed)?|output)$/i;
const trainerFolder = /^checkpoint-\d+$/;
/** What trainings keep to go on with, and arrays, which are data more often than models. */
const noModel = /^(?:training_args|optimizer|scheduler|scaler|rng_state|random_states|trainer_state)\b|\.np[yz]$|\.index$/i;
const modelNames = modelFileNames.map(pattern => new RegExp(`^(?:${pattern})$`, 'i'));
const usual = ['', 'models', 'checkpoints', 'weights', 'output', 'outputs'];
const wholeFolders = ['.mlpackage'];
/** Of these the folder is the model, whatever else lies in it. */
const sureMarkers = new Set(['MLmodel', 'saved_model.pb', 'model_index.json', 'adapter_config.json', 'config_sentence_transformers.json']);

/**
 * The models that a run left, newest first: what it names as outputs, and what lies in its own folder. `others` are folders of other runs, which are not
 * looked into. Told from names, sizes and times; no model is opened. Bounded in depth and number.
 */
export async function checkpointsOf({ run, reader, folder }: PlacedRun, workspace: string, others: ReadonlySet<WorkspacePath>): Promise<readonly Checkpoint[]> {
	const found = new Map<WorkspacePath, Checkpoint>();
	let names = 0;

	async function walk(path: WorkspacePath, depth: number, anywhere: boolean): Promise<void> {
		await breathe();
		const entries = entriesOf(join(workspace, path));
		names += entries.length;
		if (names > maxNames || found.size >= maxCheckpoints) { return; }
		const files = entries.filter(entry => entry.isFile()).map(entry => entry.name);
		const folders = entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
		const models = files.filter(isModelName);
		const holdsRuns = folders.some(name => trainerFolder.test(name));
		if (path !== '' && !holdsRuns && isModelFolder(files, folders, models)) {
			add(path, 'directory', models[0] ?? files.find(name => folderMarkers.includes(name)));
		} else {
			for (const name of models) { add(posix.join(path, name), 'file', undefined); }
		}
		for (const name of folders) {
			const below = posix.join(path, name);
			if (name.startsWith('.') || others.has(below) || depth === 0 || found.has(path)) { continue; }
			if (wholeFolders.some(extension => name.toLowerCase().endsWith(extension))) { add(below, 'directory', undefined); } else if (anywhere || places.test(name)) { await walk(below, depth - 1, anywhere); }
		}
	}

	function add(path: WorkspacePath, kind: Checkpoint['kind'], told: string | undefined): void {
		const stat = statOf(join(workspace, path, ...(told === undefined ? [] : [told])));
		if (stat && found.size < maxCheckpoints) { found.set(path, { path, kind, modified: stat.mtime, ...(kind === 'file' ? { bytes: stat.size } : {}) }); }
	}

	/** Where a file that a tool knows by name and size most likely lies: a store's folder stands beside what its runs wrote. */
	function nearby(name: string | undefined, bytes: number | undefined): WorkspacePath | undefined {
		const base = posix.dirname(posix.dirname(run.path));
		if (name === undefined || !isInside(name)) { return undefined; }
		const root = base === '.' ? '' : base;
		const others = entriesOf(join(workspace, root)).filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(entry => entry.name).slice(0, maxBeside);
		return [...new Set([...usual, ...others])].map(place => posix.join(root, place, name)).find(path => statOf(join(workspace, path))?.size === bytes);
	}

	for (const output of run.outputs ?? []) {
		const path = output.path ?? nearby(output.name, output.bytes);
		if (path === undefined || !isInside(path)) { continue; }
		const stat = statOf(join(workspace, path));
		if (stat?.isDirectory()) { await walk(path, maxDepth, true); }
		if (stat?.isFile() && (isModelName(posix.basename(path)) || /\.(?:bin|model)$/i.test(path))) { add(path, 'file', undefined); }
	}
	if (!reader.store) {
		const own = statOf(join(workspace, run.path))?.isDirectory() ? run.path : folder;
		await walk(own, own === '' && !reader.markers.includes('.hydra') ? 0 : maxDepth, own !== '' && isOwn(reader.tool));
	}
	return [...found.values()].sort(newestFirst);
}

/** Tools that make a folder for each run: all that lies in it is the run's. */
function isOwn(tool: string): boolean {
	return ['transformers', 'ultralytics', 'lightning', 'sacred', 'hydra', 'timm'].includes(tool);
}

/** Times of one checkout are alike: then the higher number is later, and a copy that is called the last one comes after what it copies. */
function newestFirst(a: Checkpoint, b: Checkpoint): number {
	const apart = b.modified.getTime() - a.modified.getTime();
	if (Math.abs(apart) > 2_000) { return apart; }
	const copies = Number(isLast(a.path)) - Number(isLast(b.path));
	return copies || a.path.split('/').length - b.path.split('/').length || b.path.localeCompare(a.path, 'en', { numeric: true });
}

function isLast(path: string): boolean {
	return /(?:^|[-_])last(?:[-_.]|$)/i.test(posix.basename(path));
}

function isModelName(name: string): boolean {
	if (noModel.test(name)) { return false; }
	const lower = name.toLowerCase();
	return modelExtensions.some(extension => lower.endsWith(extension)) || modelNames.some(pattern => pattern.test(name));
}

function isModelFolder(files: readonly string[], folders: readonly string[], models: readonly string[]): boolean {
	if (files.some(name => sureMarkers.has(name))) { return true; }
	const marked = files.some(name => folderMarkers.includes(name));
	return marked && (files.includes('config.json') || models.length === 0) && (models.length > 0 || folders.includes('variables') || files.some(name => name.endsWith('.index')));
}

function isInside(path: WorkspacePath): boolean {
	const normal = posix.normalize(path);
	return normal !== '..' && !normal.startsWith('../') && !posix.isAbsolute(normal) && !/^[a-z][\w+.-]*:/i.test(normal) && !normal.includes('\0');
}

function entriesOf(folder: string): readonly Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch (error) {
		// Not there, or not ours to look into: then there is nothing to register in it.
		if (errorCode(error) !== undefined) { return []; }
		throw error;
	}
}

function statOf(path: string): Stats | undefined {
	try {
		return statSync(path, { throwIfNoEntry: false });
	} catch (error) {
		// As above; a link in a loop among them.
		if (errorCode(error) !== undefined) { return undefined; }
		throw error;
	}
}
