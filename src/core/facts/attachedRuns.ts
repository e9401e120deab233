import { posix } from 'node:path';
import { RegistryError } from '../errors';
import type { Warning, WorkspacePath } from '../model';
import type { OpenFolder } from '../runs/folder';
import type { FoundRun, MadeFile } from '../runs/reader';
import { readRuns } from '../runs/readRuns';
import type { OpenSqlite } from '../runs/openSqlite';
import { namingRank, relate, type Rank } from './relate';

export interface AttachedRun { readonly run: FoundRun; readonly rank: Rank }

/** Folders from a file up to the workspace: more are no longer anybody's layout. */
const maxLevels = 32;

/**
 * The runs that are about a file or folder of the workspace: recorded beside it or in a folder above it, up to the workspace's own,
 * nearest first. `workspace` is absolute. Throws RegistryError('cancelled').
 */
export async function attachedRuns(open: OpenFolder, workspace: string, file: MadeFile, options: { readonly signal?: AbortSignal; readonly sqlite?: OpenSqlite; readonly run?: { readonly folder: WorkspacePath } } = {}): Promise<{ readonly attached: readonly AttachedRun[]; readonly warnings: readonly Warning[] }> {
	const attached: AttachedRun[] = [];
	/** A store that is met again farther up isn't read again: a log in it may be long. */
	const read = new Map<WorkspacePath, FoundRun>();
	const warnings: Warning[] = [];
	const near = levels(file);
	const { run: said } = options;
	for (const [distance, path] of [...near, ...(said && !near.includes(said.folder) ? [said.folder] : [])].entries()) {
		if (options.signal?.aborted) { throw new RegistryError('cancelled', { what: `Reading ${file.path}` }); }
		const folder = await open(path);
		if (!folder) { continue; }
		const here = await readRuns(folder, workspace, { brief: false, of: file, known: at => read.get(at), ...(options.sqlite ? { sqlite: options.sqlite } : {}) });
		warnings.push(...here.warnings);
		for (const { run, reader } of here.runs) {
			if (reader.store) { read.set(run.path, run); }
			// Beside what was said to have made it, nothing from elsewhere.
			const rank = distance < near.length || file.runIds.includes(run.id) ? relate(run, reader, file, distance) : undefined;
			// A store is met again farther up, from the folder that holds it.
			if (reader.store && attached.some(one => one.run.tool === run.tool && one.run.id === run.id)) { continue; }
			if (rank !== undefined) { attached.push({ run, rank }); }
			if (rank !== undefined || !reader.store) { warnings.push(...run.warnings ?? []); }
		}
	}
	// A run that names the file goes before what merely lies near it, however far up its record is kept.
	const theirs = attached.filter(one => one.rank === namingRank || !isElsewhere(one.run.path, file, attached));
	return { attached: [...theirs.filter(one => one.rank === namingRank), ...theirs.filter(one => one.rank !== namingRank)], warnings };
}

/** Whether a record lies farther up than the folder of the run that names the file, and in a folder beside it: that is another training's, or the last one's of several. */
function isElsewhere(record: WorkspacePath, file: MadeFile, attached: readonly AttachedRun[]): boolean {
	if (record === '' || `${file.path}/`.startsWith(`${record}/`)) { return false; }
	const parent = posix.dirname(record) === '.' ? '' : `${posix.dirname(record)}/`;
	return attached.some(({ run, rank }) => rank === namingRank && run.tool !== 'params-file' && `${file.path}/`.startsWith(`${run.path}/`) && posix.dirname(`${run.path}/x`) !== posix.dirname(record) && run.path.startsWith(parent) && run.path !== posix.dirname(record));
}

/** A folder that is a model is looked into as well. */
function levels(file: MadeFile): readonly WorkspacePath[] {
	const found: WorkspacePath[] = [];
	for (let path = file.bytes === undefined ? file.path : posix.dirname(file.path); found.length < maxLevels; path = posix.dirname(path)) {
		found.push(path === '.' ? '' : path);
		if (path === '.' || path === '') { break; }
	}
	return found;
}
