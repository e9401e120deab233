import type { Id, WorkspacePath } from '../model';
import type { ShelvedRun } from './shelf';

export interface RegisteredAs { readonly id: Id; readonly at: Date; readonly metrics: Readonly<Record<string, number>> }

/** What versions say, looked up for every run. */
export interface Registrations {
	/** By tool and id: the newest version that names the run. */
	readonly runs: ReadonlyMap<string, RegisteredAs>;
	/** By workspace path: the newest version from there, with its size. */
	readonly paths: ReadonlyMap<WorkspacePath, { readonly id: Id; readonly at: Date; readonly bytes: number }>;
}

/**
 * The version that a run is registered as, if any. A run whose id is its place in the workspace may be another training in the same folder: then what the
 * version says of its results, or else its time, has to agree. Checkpoints are compared by path, size and time: no bytes are read.
 */
export function registeredRun({ run, reader, checkpoints }: ShelvedRun, { runs, paths }: Registrations): Id | undefined {
	const named = runs.get(`${run.tool}\n${run.id}`);
	if (named && (!isPlace(run.id, reader) || sameResults(run.metrics, named.metrics) || (run.endedAt ?? run.startedAt ?? named.at) <= named.at)) { return named.id; }
	for (const { path, kind, bytes, modified } of checkpoints) {
		const version = paths.get(path);
		if (version && (kind === 'directory' || version.bytes === bytes) && modified <= version.at) { return version.id; }
	}
	return undefined;
}

/** Stores make ids up for their runs; a stage of DVC keeps its name, and so do studies and whatever lies in a folder of its own. */
function isPlace(id: string, { store, tool }: ShelvedRun['reader']): boolean {
	return !store || tool === 'dvc' || /[/#]/.test(id);
}

/** Undecided where they have no metric in common. */
function sameResults(found: ShelvedRun['run']['metrics'], registered: RegisteredAs['metrics']): boolean {
	const shared = found.filter(({ name }) => registered[name] !== undefined);
	return shared.length > 0 && shared.every(({ name, value }) => {
		const other = registered[name] ?? NaN;
		return Object.is(value, other) || Math.abs(value - other) <= 1e-6 * Math.max(Math.abs(value), Math.abs(other));
	});
}
