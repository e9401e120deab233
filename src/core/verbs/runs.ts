import { basename, posix } from 'node:path';
import { metricsOf } from '../database/queries/metricValues';
import { registeredPaths, registeredRuns } from '../database/queries/registered';
import { RegistryError } from '../errors';
import { readConfig } from '../ledger/config';
import type { Warning, WorkspacePath } from '../model';
import { directionOf } from '../present/direction';
import { primaryMetric } from '../present/primaryMetric';
import { breathe } from '../files/breathe';
import type { FoundRun } from '../runs/reader';
import { registeredRun, type RegisteredAs, type Registrations } from '../runs/registeredRun';
import { runState } from '../runs/runState';
import type { ShelvedRun } from '../runs/shelf';
import type { RunMetric, TrainingRun } from '../runs/trainingRun';
import type { Context } from './context';

export interface RunsOptions {
	/** Also those that are registered; false unless told. */
	readonly all?: boolean;
	/** Files and folders that came, went or changed since the last list: only what they concern is read again. Everything is, without it. */
	readonly changed?: readonly WorkspacePath[];
	readonly signal?: AbortSignal | undefined;
}

export interface RunsFound {
	/** Newest first. */
	readonly runs: readonly TrainingRun[];
	/** How many more there are that are registered, where they were not asked for. */
	readonly registered: number;
	/** Records that can't be read: one sentence each. */
	readonly problems: readonly Warning[];
}

/**
 * The training runs in the workspace, with what each left behind and whether it is registered. No registry is needed. Records are read, at most a header of a
 * model; nothing is hashed or executed, and the thread is never kept for long. Throws RegistryError('cancelled').
 */
export async function runs(ctx: Context, { all = false, changed, signal }: RunsOptions = {}): Promise<RunsFound> {
	ctx.runs.forget(changed);
	const { runs: shelved, problems } = await ctx.runs.list(signal);
	const registrations = await registrationsOf(ctx);
	const judge = judging();
	const found: TrainingRun[] = [];
	for (const one of withoutShells(shelved)) {
		await breathe();
		// Settings and results by hand are a run as soon as there is a model with them.
		if (one.run.tool === 'params-file' && one.checkpoints.length === 0) { continue; }
		found.push(described(one, registeredRun(one, registrations), judge(one.run), ctx));
	}
	const open = all ? found : found.filter(run => run.registered === undefined);
	return { runs: open.sort((a, b) => time(b) - time(a) || (a.path < b.path ? 1 : -1)), registered: all ? 0 : found.length - open.length, problems };
}

/** The run of this id, or of the only one that begins so or has this name. Throws 'no-run', 'several-runs', 'cancelled'. */
export async function run(ctx: Context, given: string, signal?: AbortSignal): Promise<TrainingRun> {
	const { runs: all } = await runs(ctx, { all: true, signal });
	const exact = all.filter(one => one.id === given);
	const found = exact.length ? exact : all.filter(one => one.name === given || (given.length >= leastPrefix && one.id.startsWith(given)));
	const [only] = found;
	if (!only) {
		const near = all.find(one => one.name.toLowerCase() === given.toLowerCase() || one.id.toLowerCase() === given.toLowerCase());
		throw new RegistryError('no-run', { run: given, ...(near ? { near: near.id } : {}) });
	}
	if (found.length > 1) { throw new RegistryError('several-runs', { run: given, found: found.map(({ tool, id }) => (exact.length ? `${id} (${tool})` : id)) }); }
	return only;
}

/** Characters of an id that may stand for it. */
const leastPrefix = 4;

function time(run: TrainingRun): number {
	return (run.started ?? run.ended)?.getTime() ?? 0;
}

async function registrationsOf(ctx: Context): Promise<Registrations> {
	if (await readConfig(ctx.layout) === undefined) { return { runs: new Map(), paths: new Map() }; }
	const db = await ctx.ledger.database();
	return {
		runs: new Map(registeredRuns(db).map(row => [`${row.tool}\n${row.run}`, { id: row.id, at: new Date(row.at), get metrics() { return metricsOf(db, row.metrics); } } satisfies RegisteredAs])),
		paths: new Map(registeredPaths(db).map(row => [row.path, { id: row.id, at: new Date(row.at), bytes: row.bytes }])),
	};
}

/** Hydra's folders in which a tool with results of its own has left a run are the settings of that run. */
function withoutShells(all: readonly ShelvedRun[]): readonly ShelvedRun[] {
	const inside = new Map<WorkspacePath, ShelvedRun>();
	for (const one of all) {
		if (one.run.tool !== 'hydra') { for (const path of parents(one.run.path)) { inside.set(path, one); } }
	}
	const shells = new Map(all.flatMap(one => {
		const within = one.run.tool === 'hydra' && one.run.metrics.length === 0 ? inside.get(one.run.path) : undefined;
		return within ? [[within, one] as const] : [];
	}));
	const hidden = new Set(shells.values());
	return all.filter(one => !hidden.has(one)).map(one => {
		const group = one.run.group ?? shells.get(one)?.run.group;
		return group ? { ...one, run: { ...one.run, group } } : one;
	});
}

function parents(path: WorkspacePath): readonly WorkspacePath[] {
	const parts = path.split('/');
	return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** Which of a run's metrics it is judged by: runs of one script record the same ones, so each set of names is thought about once. */
function judging(): (run: FoundRun) => RunMetric | undefined {
	const decided = new Map<string, string | undefined>();
	return ({ metrics, judgedBy }) => {
		const key = metrics.map(({ name }) => name).join('\n');
		if (!judgedBy && !decided.has(key)) { decided.set(key, primaryMetric(undefined, [{ metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value])) }])); }
		const name = judgedBy?.metric ?? decided.get(key);
		const metric = metrics.find(one => one.name === name);
		return metric && { name: metric.name, value: metric.value, text: metric.text, direction: judgedBy?.direction ?? directionOf(metric.name) };
	};
}

function described({ run, reader, folder, checkpoints, best }: ShelvedRun, registered: TrainingRun['registered'], metric: RunMetric | undefined, ctx: Context): TrainingRun {
	const state = runState(run, ctx.now());
	return {
		tool: run.tool, id: run.id, folder, title: reader.title, name: run.name ?? nameOf(run, folder, ctx), path: run.path, state,
		progress: state === 'running' ? run.progress : undefined, started: run.startedAt, ended: run.endedAt,
		metric, metrics: Object.fromEntries(run.metrics.map(one => [one.name, one.value])), paramCount: run.paramCount ?? run.params.length,
		checkpoints, best, group: run.group, parent: run.parent, url: run.url, command: run.command, registered,
	};
}

/** A run without a name goes by its folder's; one in the workspace itself by the workspace's. */
function nameOf(run: FoundRun, folder: WorkspacePath, ctx: Context): string {
	return posix.basename(run.id === '.' || run.tool === 'params-file' ? folder : run.id) || basename(ctx.layout.workspace);
}
