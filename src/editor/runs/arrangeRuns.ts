import type { RunGroup } from '../../core/runs/reader';
import type { TrainingRun } from '../../core/runs/trainingRun';
import { bestRun } from './bestRun';
import type { GroupRow, RunNode } from './runNode';

/** The workspace folder of rows: its URI, and its name where there are several. */
export interface RunsPlace { readonly folder: string; readonly place: string | undefined }

/** What a run is called across the folders of a workspace. */
export function runKey(folder: string, { tool, id }: Pick<TrainingRun, 'tool' | 'id'>): string {
	return `${folder}|${tool}|${id}`;
}

/**
 * Runs of one folder as rows: below the run that started them, else, where there are several, below their experiment or sweep. `runs` are newest first, and a
 * row stands where its newest run would.
 */
export function arrangeRuns(runs: readonly TrainingRun[], at: RunsPlace): readonly (RunNode | GroupRow)[] {
	const known = new Map(runs.map(run => [`${run.tool}|${run.id}`, run]));
	const started = grouped(runs, run => (isBelow(run, known) ? `${run.tool}|${run.parent ?? ''}` : undefined));
	const top = runs.filter(run => !isBelow(run, known));
	const groups = grouped(top, run => (run.group ? `${run.tool}|${run.group.id}` : undefined));
	const rows: (RunNode | GroupRow)[] = [];
	const done = new Set<string>();
	for (const run of top) {
		const key = run.group ? `${run.tool}|${run.group.id}` : '';
		const members = groups.get(key) ?? [];
		if (!run.group || members.length < 2) { rows.push(runNode(run, undefined, at, started)); continue; }
		if (!done.has(key)) { done.add(key); rows.push(groupRow(run.group, members, at, started)); }
	}
	return rows;
}

type Started = ReadonlyMap<string, readonly TrainingRun[]>;

function runNode(run: TrainingRun, parent: RunNode['parent'], at: RunsPlace, started: Started, depth = 0): RunNode {
	const below = depth < 8 ? started.get(`${run.tool}|${run.id}`) ?? [] : [];
	const children: RunNode[] = [];
	const node: RunNode = { kind: 'run', id: runKey(at.folder, run), ...at, run, children, best: bestRun(below), parent };
	children.push(...below.map(one => runNode(one, node, at, started, depth + 1)));
	return node;
}

function groupRow(group: RunGroup, members: readonly TrainingRun[], at: RunsPlace, started: Started): GroupRow {
	const children: RunNode[] = [];
	const row: GroupRow = { kind: 'runGroup', id: `${at.folder}|${members[0]?.tool ?? ''}|group|${group.id}`, ...at, group, title: members[0]?.title ?? '', children, best: bestRun(members), parent: undefined };
	children.push(...members.map(run => runNode(run, row, at, started)));
	return row;
}

/** Below the run that started it, unless that is, by some detour, itself. */
function isBelow(run: TrainingRun, known: ReadonlyMap<string, TrainingRun>): boolean {
	const seen = new Set<TrainingRun>([run]);
	for (let at = starterOf(run, known); at; at = starterOf(at, known)) {
		if (seen.has(at)) { return false; }
		seen.add(at);
	}
	return seen.size > 1;
}

function starterOf(run: TrainingRun, known: ReadonlyMap<string, TrainingRun>): TrainingRun | undefined {
	return run.parent === undefined ? undefined : known.get(`${run.tool}|${run.parent}`);
}

function grouped(runs: readonly TrainingRun[], key: (run: TrainingRun) => string | undefined): ReadonlyMap<string, readonly TrainingRun[]> {
	const found = new Map<string, TrainingRun[]>();
	for (const run of runs) {
		const of = key(run);
		if (of === undefined) { continue; }
		const members = found.get(of);
		if (members) { members.push(run); } else { found.set(of, [run]); }
	}
	return found;
}
