import { RegistryError } from '../errors';
import type { Warning } from '../model';
import { runReaders } from './index';
import { breathe } from '../files/breathe';
import type { FoundRun, ReadOptions, RunFolder, RunReader } from './reader';
import { withoutPrivate } from './withoutPrivate';

export interface RunsHere {
	readonly runs: readonly { readonly run: FoundRun; readonly reader: RunReader }[];
	/** Records that could not be read: one sentence each. */
	readonly warnings: readonly Warning[];
}

/** The readers whose markers this folder bears. */
export function readersFor(names: { readonly files: readonly string[]; readonly folders: readonly string[] }): readonly RunReader[] {
	return runReaders.filter(reader => reader.markers.some(marker => hasMarker(names.files, marker) || hasMarker(names.folders, marker)));
}

/**
 * The runs that all tools recorded in this very folder: secrets dropped, home folders rewritten. `workspace` is absolute.
 * A record that can't be read becomes a warning. Bugs fly.
 */
export async function readRuns(folder: RunFolder, workspace: string, options: ReadOptions): Promise<RunsHere> {
	const runs: RunsHere['runs'][number][] = [];
	const warnings: Warning[] = [];
	const credited = new Set<string>();
	for (const reader of readersFor(folder)) {
		try {
			const found = await reader.read(folder, options);
			for (const run of found) {
				await breathe();
				runs.push({ reader, run: options.known?.(run.path) === run ? run : withoutPrivate(withoutCredited(run, credited), workspace) });
			}
			if (reader.store) { continue; }
			for (const { source } of found.flatMap(run => [...run.params, ...run.metrics])) { if (source.path !== undefined) { credited.add(source.path); } }
		} catch (error) {
			if (!RegistryError.is(error) || RegistryError.is(error, 'cancelled')) { throw error; }
			warnings.push({ code: error.reason, message: error.message });
		}
	}
	return { runs: joined(runs), warnings };
}

/** What several tools left in one folder is one run, told by the first: TensorBoard's events of a Lightning training, Hydra's configuration of it. */
function joined(runs: RunsHere['runs']): RunsHere['runs'] {
	const found: RunsHere['runs'][number][] = [];
	for (const next of runs) {
		const place = next.reader.store ? -1 : found.findIndex(one => !one.reader.store && one.run.path === next.run.path);
		const first = found[place];
		if (first) { found[place] = { reader: first.reader, run: both(first.run, next.run) }; } else { found.push(next); }
	}
	return found;
}

function both(first: FoundRun, next: FoundRun): FoundRun {
	const known = new Set(first.metrics.map(one => one.name));
	return {
		...next, ...first,
		params: [...first.params, ...next.params],
		metrics: [...first.metrics, ...next.metrics.filter(one => !known.has(one.name))],
		...(first.histories || next.histories ? { histories: { ...next.histories, ...first.histories } } : {}),
		inputs: [...first.inputs ?? [], ...next.inputs ?? []],
		environment: { ...next.environment, ...first.environment },
		outputs: [...first.outputs ?? [], ...next.outputs ?? []],
		warnings: [...first.warnings ?? [], ...next.warnings ?? []],
		...(first.status === 'unknown' && next.status ? { status: next.status } : {}),
	};
}

/** Without what a reader before it has read from the same file. */
function withoutCredited(run: FoundRun, credited: ReadonlySet<string>): FoundRun {
	const mine = (one: { readonly source: { readonly path?: string } }): boolean => one.source.path === undefined || !credited.has(one.source.path);
	return { ...run, params: run.params.filter(mine), metrics: run.metrics.filter(mine) };
}

function hasMarker(names: readonly string[], marker: string | RegExp): boolean {
	return names.some(name => (typeof marker === 'string' ? name === marker : marker.test(name)));
}
