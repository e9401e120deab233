import { lstat } from 'node:fs/promises';
import { basename, resolve as resolvePath } from 'node:path';
import { evaluationsOf } from '../database/queries/evaluations';
import { model as modelOf } from '../database/queries/models';
import { versionRow } from '../database/queries/findVersions';
import { versionIds } from '../database/queries/versions';
import { RegistryError } from '../errors';
import { pivot, type Pivot } from '../evaluations/pivot';
import { readMetricsFile } from '../evaluations/readMetricsFile';
import type { Evaluation, EvaluationContext, Version } from '../model';
import { toFloat } from '../records/fields';
import { shown } from '../records/names';
import { looksSecret, withoutHome } from '../secrets';
import type { Context, LongRunning } from './context';
import { inWorkspace } from './inWorkspace';
import { versionById } from './read';
import { resolve } from './resolve';
import { keyOf, versionModel, writeTo, type Target } from './writing';

export interface EvaluateOptions extends LongRunning {
	/** A file or folder of the workspace, known by its digest from then on; or a plain name of data that is elsewhere. */
	readonly dataset?: string;
	/** 'test', 'validation', … */
	readonly split?: string;
	/** 'region=eu' */
	readonly slice?: string;
	readonly hardware?: string;
	/** A file of metrics in the workspace: JSON, YAML, TOML or CSV. */
	readonly file?: string;
	/** Metrics by name; they win over the file's. NaN and infinities are kept. */
	readonly metrics?: Readonly<Record<string, number>>;
	/** The command line that measured it. Left out of the record where it looks as if it held a password or key. */
	readonly command?: string;
	/** When it was measured; now when left out. */
	readonly at?: Date;
}

/** Records how a version did in a context. Throws 'no-version', 'not-found', 'outside', 'damaged-file', 'bad-value'. */
export async function evaluate(ctx: Context, ref: string, options: EvaluateOptions): Promise<Evaluation> {
	await ctx.config();
	const { split, slice, hardware, command, file } = options;
	for (const [what, value, most] of [['split', split, 100], ['slice', slice, 300], ['hardware', hardware, 300], ['command', command, 2000]] as const) {
		if (value !== undefined && (value.length > most || /\p{Cc}/u.test(value))) { throw new RegistryError('bad-value', { what: `The ${what} '${shown(value)}'`, why: `it is one line of at most ${most} characters` }); }
	}
	const source = file === undefined ? undefined : inWorkspace(ctx, file);
	const metrics = { ...(source === undefined ? {} : await readMetricsFile(resolvePath(ctx.layout.workspace, source), source)), ...options.metrics };
	checkMetrics(metrics);
	const dataset = options.dataset === undefined ? undefined : await datasetNamed(ctx, options.dataset, options);
	const at = options.at ?? ctx.now();
	return writeTo(ctx, db => versionModel(db, ref), async ({ db, model, key, write }) => {
		const version = resolve(db, ref);
		const record = await write({
			kind: 'evaluation.recorded', model, version,
			context: { ...(dataset ? { dataset } : {}), ...filled({ split, slice, hardware }), at: at.toISOString() },
			metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, toFloat(value)])),
			...(source === undefined ? {} : { source }), ...(command && !looksSecret(command) ? { command: withoutHome(command, ctx.layout.workspace) } : {}),
		});
		const found = evaluationsOf(db, key, version).find(one => one.record === record.id);
		if (!found) { throw new Error(`The evaluation ${record.id} is not in the database`); }
		return found;
	});
}

function filled(texts: Readonly<Record<'split' | 'slice' | 'hardware', string | undefined>>): Pick<EvaluationContext, 'split' | 'slice' | 'hardware'> {
	return Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (text === undefined || text.trim() === '' ? [] : [[name, text.trim()]])));
}

function checkMetrics(metrics: Readonly<Record<string, number>>): void {
	const names = Object.keys(metrics);
	if (!names.length) { throw new RegistryError('bad-value', { what: 'The evaluation', why: 'it has no metrics. Pass a metrics file, or NAME=VALUE' }); }
	const wrong = names.find(name => name === '' || name === '__proto__' || name.length > 300 || /\p{Cc}/u.test(name));
	if (wrong !== undefined) { throw new RegistryError('bad-value', { what: `The metric '${shown(wrong)}'`, why: 'a name is one line of at most 300 characters' }); }
}

/** What is written like a path has to be there; anything else is a name. */
async function datasetNamed(ctx: Context, given: string, long: LongRunning): Promise<NonNullable<EvaluationContext['dataset']>> {
	const there = await lstat(resolvePath(ctx.layout.workspace, given)).then(() => true, () => false);
	if (there) {
		const path = inWorkspace(ctx, given);
		return { name: basename(path), digest: (await ctx.artifacts.digestOf(resolvePath(ctx.layout.workspace, path), long)).digest, path };
	}
	const name = given.trim();
	if (/[\\/]|\.[a-z]\w{0,7}$/i.test(name)) { throw new RegistryError('not-found', { path: shown(given) }); }
	if (name === '' || name.length > 300 || /\p{Cc}/u.test(name)) { throw new RegistryError('bad-value', { what: `The dataset '${shown(given)}'`, why: 'a name is one line of at most 300 characters' }); }
	return { name };
}

/** Evaluations of a version, or of all versions of a model, oldest record first. */
export async function evaluations(ctx: Context, target: Target): Promise<readonly Evaluation[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	return evaluationsOf(db, keyOf(db, target), 'ref' in target ? resolve(db, target.ref) : undefined);
}

export interface EvaluationPivot extends Pivot {
	/** The pivot's versions, in its order: newest first. */
	readonly columns: readonly Version[];
}

/** Versions of a model (or one of them) × the contexts that they were measured in, with the best version of each. */
export async function evaluationPivot(ctx: Context, target: Target): Promise<EvaluationPivot> {
	const all = await evaluations(ctx, target);
	const db = await ctx.ledger.database();
	const key = keyOf(db, target);
	const measured = new Set(all.map(one => one.version));
	const order = measured.size ? versionIds(db, { model: key, archived: 'both' }).filter(id => measured.has(id)) : [];
	const known = all.filter(one => versionRow(db, one.version) !== undefined);
	const table = pivot(known, order, modelOf(db, key) ?? { directions: {} });
	return { ...table, columns: table.versions.map(id => versionById(db, id)) };
}
