import { openRunFolder } from '../runs/folder';
import type { FoundRun } from '../runs/reader';
import { readRuns } from '../runs/readRuns';
import type { OpenSqlite } from '../runs/openSqlite';
import type { ImportTool } from './found';
import type { PlannedVersion } from './plan';

/** Finds the runs that planned versions name. All runs of a folder are read at once, when the first of them is asked for. */
export function runsOf(versions: readonly PlannedVersion[], tool: ImportTool, workspace: string, sqlite: OpenSqlite): (version: PlannedVersion) => Promise<FoundRun | undefined> {
	const wanted = new Map<string, Set<string>>();
	for (const { found: { run } } of versions) { if (run) { wanted.set(run.folder, (wanted.get(run.folder) ?? new Set()).add(run.id)); } }
	const read = new Map<string, Promise<ReadonlyMap<string, FoundRun>>>();
	return async ({ found: { run } }) => {
		if (!run) { return undefined; }
		const found = read.get(run.folder) ?? readAll(run.folder, [...wanted.get(run.folder) ?? []], tool, workspace, sqlite);
		read.set(run.folder, found);
		return (await found).get(run.id);
	};
}

async function readAll(path: string, runIds: readonly string[], tool: ImportTool, workspace: string, sqlite: OpenSqlite): Promise<ReadonlyMap<string, FoundRun>> {
	const folder = await openRunFolder(workspace, path);
	if (!folder) { return new Map(); }
	const { runs } = await readRuns(folder, workspace, { brief: false, of: { path, runIds }, sqlite });
	return new Map(runs.filter(({ run }) => run.tool === tool && runIds.includes(run.id)).map(({ run }) => [run.id, run]));
}
