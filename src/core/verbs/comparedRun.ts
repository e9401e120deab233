import { basename, join, resolve as resolvePath } from 'node:path';
import type { ComparedVersion } from '../compare/facts';
import { openImage } from '../database/image';
import type { Facts, MetricHistory, Model, VersionDetails } from '../model';
import { openRunFolder } from '../runs/folder';
import type { FoundRun } from '../runs/reader';
import { readRuns } from '../runs/readRuns';
import type { TrainingRun } from '../runs/trainingRun';
import type { Context } from './context';
import { factsOf } from './factsOf';
import { histories } from './read';
import { run as findRun } from './runs';

/** What a reference to a training run begins with, where a version's could stand too. */
export const runPrefix = 'run:';

/** 'run:' and the run's own id. */
export function isRunReference(ref: string): boolean {
	return ref.startsWith(runPrefix);
}

interface Known { readonly run: TrainingRun; readonly facts: Facts | undefined; readonly record: FoundRun | undefined }

/** Reads what a run recorded, and what the model that it left says. Throws 'no-run', 'several-runs'. */
async function known(ctx: Context, ref: string): Promise<Known> {
	const run = await findRun(ctx, ref.slice(runPrefix.length));
	// A checkpoint may be gone, or be written at this moment: then the record has to do.
	const facts = run.best ? await factsOf(ctx, resolvePath(ctx.layout.workspace, run.best.path), { run }).catch((error: unknown) => { ctx.log.info(String(error)); return undefined; }) : undefined;
	const folder = await openRunFolder(ctx.layout.workspace, run.folder);
	const here = folder && await readRuns(folder, ctx.layout.workspace, { brief: false, sqlite: openImage });
	return { run, facts, record: here?.runs.find(one => one.run.id === run.id && one.run.tool === run.tool)?.run };
}

/** A training run that isn't registered, as a column of a comparison beside versions of `model`. Throws 'no-run', 'several-runs'. */
export async function comparedRun(ctx: Context, ref: string, model: Model | undefined): Promise<ComparedVersion> {
	const { run, facts, record } = await known(ctx, ref);
	const params = facts?.params.length ? facts.params : record?.params ?? [];
	const metrics = facts?.metrics.length ? facts.metrics : record?.metrics ?? [];
	const said = (kind: string, all: readonly { readonly name: string; readonly text?: string }[]) => all.flatMap(({ name, text }) => (text === undefined ? [] : [[`${kind}.${name}`, text] as const]));
	const written = Object.fromEntries([...said('params', params), ...said('metrics', metrics)]);
	const checkpoint = run.checkpoints.find(one => one.path === run.best?.path);
	const bytes = checkpoint?.bytes ?? 0;
	const id = `${runPrefix}${run.id}`;
	const details: VersionDetails = {
		id, model: model?.name ?? run.title, number: null, label: run.name, ref: id, aliases: [], contested: [], tags: {},
		// Its bytes weren't hashed: they are nobody else's.
		artifact: { digest: id, kind: checkpoint?.kind ?? 'file', format: facts?.format ?? 'no checkpoint', bytes, path: run.best?.path ?? run.path, storage: 'reference' },
		framework: facts?.framework, summary: facts?.summary, parameters: facts?.parameters, tensorCount: facts?.tensors.length || undefined, inputCount: 0, evaluationCount: 0,
		params: Object.fromEntries(params.map(({ name, value }) => [name, value])), metrics: { ...run.metrics, ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])) }, written,
		git: null, at: run.started ?? run.ended ?? ctx.now(), by: { name: '', email: '' }, notes: '', archived: false, purged: undefined,
		files: run.best && checkpoint?.kind !== 'directory' ? [{ path: basename(run.best.path), sha256: id, bytes }] : [],
		facts: {
			kind: facts?.kind ?? 'run', library: facts?.library, signature: facts?.signature, inputs: facts?.inputs ?? record?.inputs ?? [], runs: [{ tool: run.tool, id: run.id, name: run.name, path: run.path }],
			environment: facts && Object.keys(facts.environment).length ? facts.environment : record?.environment ?? {}, warnings: facts?.warnings ?? [], disagreements: facts?.disagreements ?? [],
		},
		sources: {}, gitState: null, untied: 'it is a training run that is not registered', record: join(run.path).replaceAll('\\', '/'),
	};
	return { details, tensors: facts?.tensors ?? [], evaluations: [], model: model ?? { primaryMetric: run.metric?.name, directions: {} }, card: undefined };
}

/** Metric name → its course, as the run recorded it. Throws 'no-run', 'several-runs'. */
async function runHistories(ctx: Context, ref: string): Promise<Readonly<Record<string, MetricHistory>>> {
	const { facts, record } = await known(ctx, ref);
	return facts && Object.keys(facts.histories).length ? facts.histories : record?.histories ?? {};
}

/** Metric name → its course over the training, of a version or a run. Throws what `histories` and `runHistories` throw. */
export async function historiesOf(ctx: Context, ref: string): Promise<Readonly<Record<string, MetricHistory>>> {
	return isRunReference(ref) ? runHistories(ctx, ref) : histories(ctx, ref);
}
