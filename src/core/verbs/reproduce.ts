import { realpath, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { within } from '../artifacts/place';
import { openArtifacts } from '../artifacts/store';
import { openImage } from '../database/image';
import { recordRows } from '../database/queries/history';
import { RegistryError } from '../errors';
import { gatherFacts } from '../facts/gather';
import { asRegistryError } from '../files/asRegistryError';
import { layoutOf } from '../ledger/layout';
import type { Digest, ReproducedMetric, Reproduction, ReproductionVerdict, VersionDetails, WorkspacePath } from '../model';
import { fromFloat, toFloat } from '../records/fields';
import type { RecordOf } from '../records/kinds';
import { environmentSteps, type EnvironmentStep } from '../reproduce/environmentSteps';
import { judge } from '../reproduce/judge';
import { placeInputs } from '../reproduce/placeInputs';
import { withoutHome } from '../secrets';
import { checkout, type CheckoutOptions } from './checkout';
import { commandsOf, type KnownCommand } from './commands';
import type { Context, LongRunning } from './context';
import { knownInputs } from './knownInputs';
import { versionDetails } from './read';
import { resolve } from './resolve';
import { versionModel, writeTo } from './writing';

/** The default tolerance, relative: what a change of hardware or of the order of sums does to a metric. */
export const usualTolerance = 0.001;

/** A folder where a version can be made again: its exact code, its data in place, and no model yet. Nothing was run. */
export interface PreparedReproduction {
	readonly version: VersionDetails;
	/** Absolute: the root of the code, and where the workspace folder lies in it. */
	readonly folder: string;
	readonly workspace: string;
	readonly commit: string;
	readonly exact: boolean;
	/** The commands that are known, the best first. None: somebody has to say. */
	readonly commands: readonly KnownCommand[];
	readonly environment: readonly EnvironmentStep[];
	/** What is not as it was, one sentence each. */
	readonly notes: readonly string[];
}

/** How a version came out. */
export interface ReproductionResult {
	readonly version: VersionDetails;
	readonly verdict: ReproductionVerdict;
	readonly command: string;
	readonly commit: string;
	readonly exact: boolean;
	/** Of the command; null where it was ended from outside. */
	readonly exitCode: number | null;
	readonly seconds: number;
	readonly digest: Digest | undefined;
	readonly metrics: readonly ReproducedMetric[];
	readonly tolerance: number;
}

/** Opens the exact code of a version in a new folder, without its model, with the data and base models that the workspace still has. Throws what `checkout` throws. */
export async function prepareReproduction(ctx: Context, ref: string, options: CheckoutOptions): Promise<PreparedReproduction> {
	const version = await versionDetails(ctx, ref);
	const opened = await checkout(ctx, version.id, { ...options, artifact: false });
	// A model that is in git itself would be found after a command that made none.
	await removeInside(opened.workspace, version.artifact.path);
	const missing = await placeInputs(await knownInputs(ctx, version), { from: ctx.layout.workspace, to: opened.workspace, artifacts: ctx.artifacts, ...(options.signal ? { signal: options.signal } : {}) });
	return {
		version, folder: opened.folder, workspace: opened.workspace, commit: opened.commit, exact: opened.exact,
		commands: await commandsOf(ctx, version), environment: await environmentSteps(opened.workspace), notes: [...opened.notes, ...missing],
	};
}

async function removeInside(workspace: string, path: WorkspacePath): Promise<void> {
	const place = join(workspace, path);
	try {
		const parent = await realpath(dirname(place));
		if (!within(await realpath(workspace), parent)) { throw new RegistryError('through-link', { path }); }
		await rm(place, { recursive: true, force: true });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return; }
		throw asRegistryError(error, place, 'write');
	}
}

export interface Ran extends LongRunning {
	readonly command: string;
	readonly exitCode: number | null;
	readonly started: Date;
	readonly ended: Date;
	/** Relative; `usualTolerance` when left out. */
	readonly tolerance?: number;
}

/** Compares what a command left with the version: its bytes, and the metrics that were written since it was started. Nothing is recorded. */
export async function judgeReproduction(ctx: Context, prepared: Pick<PreparedReproduction, 'version' | 'workspace' | 'commit' | 'exact'>, { command, exitCode, started, ended, tolerance = usualTolerance, ...long }: Ran): Promise<ReproductionResult> {
	if (!Number.isFinite(tolerance) || tolerance < 0) { throw new RegistryError('bad-value', { what: 'The tolerance', why: 'it is a number from 0 on, such as 0.001' }); }
	const { version, workspace, commit, exact } = prepared;
	const path = join(workspace, version.artifact.path);
	const there = await stat(path).then(() => true, () => false);
	const store = openArtifacts({ registryFolder: layoutOf(workspace).root, workspace, log: ctx.log });
	const digest = there ? (await store.digestOf(path, long)).digest : undefined;
	const now = there ? await metricsSince(workspace, path, version.model, started, long.signal) : new Map<string, number>();
	const metrics = Object.entries(version.metrics).map(([name, was]) => ({ name, was, is: now.get(name) }));
	return { version, command, commit, exact, exitCode, seconds: Math.max(0, Math.round((ended.getTime() - started.getTime()) / 1000)), digest, metrics, tolerance, verdict: judge({ exitCode, was: version.artifact.digest, is: digest, metrics, tolerance }) };
}

/** Metrics that stand in files written since then. What the code had of old, committed beside it, says nothing of this run. */
async function metricsSince(workspace: string, path: string, model: string, started: Date, signal: AbortSignal | undefined): Promise<ReadonlyMap<string, number>> {
	const facts = await gatherFacts({ workspace, path, model, sqlite: openImage, ...(signal ? { signal } : {}) });
	const fresh = new Map<string, boolean>();
	for (const { source } of facts.metrics) {
		if (source.path === undefined || fresh.has(source.path)) { continue; }
		// File systems tell times in steps of up to two seconds.
		const written = await stat(join(workspace, source.path)).then(found => found.mtimeMs >= started.getTime() - 2_000, () => false);
		fresh.set(source.path, written);
	}
	return new Map(facts.metrics.filter(({ source }) => source.path === undefined || fresh.get(source.path)).map(({ name, value }) => [name, value]));
}

/** Puts a reproduction on record: one record of the version. */
export async function recordReproduction(ctx: Context, result: ReproductionResult): Promise<Reproduction> {
	const { version, verdict, command, commit, exact, exitCode, seconds, digest, metrics, tolerance } = result;
	return writeTo(ctx, db => versionModel(db, version.id), async ({ model, write }) => {
		const record = await write<'reproduction.recorded'>({
			kind: 'reproduction.recorded', model, version: version.id, verdict, command: withoutHome(command, ctx.layout.workspace).slice(0, 2000), commit, exact, exitCode, seconds, tolerance,
			...(digest === undefined ? {} : { digest }),
			metrics: metrics.slice(0, 200).map(({ name, was, is }) => ({ name, was: toFloat(was), ...(is === undefined ? {} : { is: toFloat(is) }) })),
		});
		return reproductionOf(record);
	});
}

/** The reproductions of a version that are on record, newest first. */
export async function reproductions(ctx: Context, ref: string): Promise<readonly Reproduction[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	return recordRows(db, { version: resolve(db, ref), kinds: ['reproduction.recorded'] }).flatMap(row => {
		const read = ctx.ledger.readRecord(row.month, row.file);
		return read.is === 'record' && read.record.kind === 'reproduction.recorded' ? [reproductionOf(read.record)] : [];
	});
}

function reproductionOf({ id, version, verdict, command, digest, metrics, tolerance, at, by }: RecordOf<'reproduction.recorded'>): Reproduction {
	return { record: id, version, verdict, command, digest, tolerance, at: new Date(at), by, metrics: metrics.map(({ name, was, is }) => ({ name, was: fromFloat(was), is: is === undefined ? undefined : fromFloat(is) })) };
}
