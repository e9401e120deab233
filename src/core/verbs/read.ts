import * as z from 'zod/mini';
import { findModel, displayName, model as modelOf, modelKeys } from '../database/queries/models';
import type { Database } from '../database/database';
import { registeringRecord, versionRow, versionsByDigest, versionsByPath } from '../database/queries/findVersions';
import { registeredPaths } from '../database/queries/registered';
import { VersionReader } from '../database/queries/versionReader';
import { hasMany, versionIds as versionIdRows, versionCounts as versionCountRows, versionRows, type VersionsQuery } from '../database/queries/versions';
import { buildIndexes } from '../database/search/fieldIndex';
import { RegistryError } from '../errors';
import { packVersions } from '../present/packVersions';
import type { VersionColumns } from '../present/versionColumns';
import { registryFolderName } from '../ledger/layout';
import type { Id, Json, MetricHistory, Model, Tensor, Version, VersionDetails } from '../model';
import { spillable } from '../records/kinds/versionRegistered';
import type { RecordOf } from '../records/kinds';
import { conditionsOf } from '../search/expression';
import { readSearch } from '../search/parseSearch';
import type { Context } from './context';
import { resolve, resolveModel } from './resolve';
import { join } from 'node:path';

/** All models, or those with a version that a search finds. Throws 'bad-search'. */
export async function models(ctx: Context, query: Pick<Search, 'where'> = {}): Promise<readonly Model[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const found = query.where === undefined ? undefined : await countsOf(ctx, db, { where: query.where, archived: 'both' });
	return modelKeys(db).filter(key => !found || found.has(key)).flatMap(key => modelOf(db, key) ?? []);
}

/** Throws 'no-model'. */
export async function model(ctx: Context, name: string): Promise<Model> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const found = modelOf(db, resolveModel(db, name));
	if (!found) { throw new RegistryError('no-model', { name }); }
	return found;
}

export interface VersionPage { readonly versions: readonly Version[]; readonly total: number }

/** Which versions are asked for: `where` is a search as people write it (README, 'Search'). */
export type Search = Omit<VersionsQuery, 'where'> & { readonly where?: string };

/** A page of versions of one model (by any of its names), or of all. Throws 'no-model', 'bad-search'. */
export async function versions(ctx: Context, query: Search = {}): Promise<VersionPage> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const page = versionRows(db, await prepared(ctx, db, query));
	const reader = readerOf(db);
	return { versions: page.rows.map(row => reader.version(row)), total: page.total };
}

/** As versions, as columns: what crosses from thread to thread at the cost of a copy. Throws 'no-model', 'bad-search'. */
export async function versionColumns(ctx: Context, query: Search = {}): Promise<VersionColumns> {
	return packVersions((await versions(ctx, query)).versions);
}

/** The ids of the versions that a search finds, newest number first: cheap where there are very many, whose rows are then read a few at a time. Throws 'no-model', 'bad-search'. */
export async function versionIds(ctx: Context, query: Omit<Search, 'order' | 'offset' | 'limit'> = {}): Promise<readonly Id[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	return versionIdRows(db, await prepared(ctx, db, query));
}

/** How many versions of each model a search finds, by the model's key; models without any are left out. Throws 'no-model', 'bad-search'. */
export async function versionCounts(ctx: Context, query: Omit<Search, 'order' | 'offset' | 'limit'> = {}): Promise<ReadonlyMap<string, number>> {
	await ctx.config();
	return countsOf(ctx, await ctx.ledger.database(), query);
}

async function countsOf(ctx: Context, db: Database, query: Search): Promise<ReadonlyMap<string, number>> {
	return versionCountRows(db, await prepared(ctx, db, query));
}

/** The query with its search read, and what it asks for indexed. */
async function prepared(ctx: Context, db: Database, { where, ...query }: Search): Promise<VersionsQuery> {
	const expression = where === undefined || where.trim() === '' ? undefined : readSearch(where);
	const model: { readonly model?: string } = query.model === undefined ? {} : { model: resolveModel(db, query.model) };
	const sortedBy = typeof query.order === 'object' && 'metric' in query.order && hasMany(db, model.model) ? [{ kind: 'metrics', name: query.order.metric } as const] : [];
	const fields = !expression ? sortedBy : [...sortedBy, ...conditionsOf(expression).flatMap(one => (one.is !== 'text' && (one.field.name === 'metrics' || one.field.name === 'params') ? [{ kind: one.field.name, name: one.field.of ?? '' }] : []))];
	if (await buildIndexes(db, fields)) { ctx.ledger.keep(db); }
	return { ...query, ...model, ...(expression ? { where: expression, now: query.now ?? ctx.now().getTime() } : {}) };
}

export function readerOf(db: Database): VersionReader {
	return new VersionReader(db, key => displayName(db, key));
}

export function versionById(db: Database, id: Id): Version {
	const row = versionRow(db, id);
	if (!row) { throw new RegistryError('no-version', { ref: id }); }
	return readerOf(db).version(row);
}

/** The version that a reference means. Throws 'bad-reference', 'no-model', 'no-version'. */
export async function version(ctx: Context, ref: string): Promise<Version> {
	await ctx.config();
	const db = await ctx.ledger.database();
	return versionById(db, resolve(db, ref));
}

export type Registered = RecordOf<'version.registered'>;

/** The record that registered a version. Throws 'damaged-file' where its file went bad since it was read. */
export async function registeredRecord(ctx: Context, id: Id): Promise<{ readonly record: Registered; readonly path: string }> {
	const db = await ctx.ledger.database();
	const place = registeringRecord(db, id);
	if (!place) { throw new RegistryError('no-version', { ref: id }); }
	const path = join(ctx.layout.records, place.month, place.file);
	const read = ctx.ledger.readRecord(place.month, place.file);
	if (read.is !== 'record' || read.record.kind !== 'version.registered') {
		throw new RegistryError('damaged-file', { path, why: read.is === 'problem' ? read.reason : 'it is not the record that it was' });
	}
	return { record: read.record, path: `${registryFolderName}/records/${place.month}/${place.file}` };
}

/** Everything that is known of a version, from its record and evidence. */
export async function versionDetails(ctx: Context, ref: string): Promise<VersionDetails> {
	const short = await version(ctx, ref);
	return detailsOf(ctx, short, await registeredRecord(ctx, short.id));
}

/** As versionDetails, where the version and its record are at hand. */
export async function detailsOf(ctx: Context, short: Version, { record, path }: { readonly record: Registered; readonly path: string }): Promise<VersionDetails> {
	const { facts } = record;
	const sources = await field(ctx, record, 'sources') ?? [];
	return {
		...short,
		files: await filesOf(ctx, record),
		facts: {
			kind: facts.kind, library: facts.library, signature: facts.signature as VersionDetails['facts']['signature'],
			inputs: await field(ctx, record, 'inputs') ?? [], runs: record.runs, environment: await field(ctx, record, 'environment') ?? {},
			warnings: await field(ctx, record, 'warnings') ?? [], disagreements: await field(ctx, record, 'disagreements') ?? [],
		},
		sources: Object.fromEntries(sources.flatMap(({ source, certainty, values }) => values.map(value => [value, { source, certainty }]))),
		gitState: record.git, untied: record.untied, record: path,
	};
}

type Spillable = typeof spillable;
type FieldOf<F extends keyof Spillable> = z.infer<Spillable[F]>;

/** A field of a registration, from the record or from the evidence that it was moved to. */
async function field<F extends keyof Spillable>(ctx: Context, record: Registered, name: F): Promise<FieldOf<F> | undefined> {
	return record.evidence[name] ? fromEvidence(ctx, record, name, spillable[name] as unknown as z.ZodMiniType<FieldOf<F>>) : record[name] as FieldOf<F> | undefined;
}

/** What a registration has in evidence under this name; undefined where it has nothing. Throws 'damaged-file' for what is not as the schema says. */
async function fromEvidence<T>(ctx: Context, record: Registered, name: string, schema: z.ZodMiniType<T>): Promise<T | undefined> {
	const parts = record.evidence[name];
	if (!parts) { return undefined; }
	const parsed = schema.safeParse(await ctx.ledger.evidence.readJson(parts));
	if (!parsed.success) { throw new RegistryError('damaged-file', { path: `The evidence of ${record.model}`, why: `its '${name}' is not what the record needs` }); }
	return parsed.data;
}

/** The files of a registration. A single file's entry isn't written down: the artifact says it all. */
export async function filesOf(ctx: Context, record: Registered): Promise<VersionDetails['files']> {
	const { artifact } = record;
	if (artifact.kind === 'file') { return [{ path: artifact.path.split('/').at(-1) ?? artifact.path, sha256: artifact.digest, bytes: artifact.bytes }]; }
	return await field(ctx, record, 'files') ?? [];
}

const tensorList = z.array(z.object({
	name: z.string(), dtype: z.string(), shape: z.array(z.union([z.number(), z.string(), z.null()])), bytes: z.optional(z.number()), storage: z.optional(z.string()),
}));

/** The tensors of a version, in the file's order. Throws 'damaged-file' where their evidence is not what it was. */
export async function tensors(ctx: Context, ref: string): Promise<readonly Tensor[]> {
	const { record } = await registeredRecord(ctx, (await version(ctx, ref)).id);
	return await fromEvidence(ctx, record, 'tensors', tensorList) ?? [];
}

const numbers = z.array(z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]));
const historyMap = z.record(z.string(), z.object({ steps: z.array(z.number()), values: numbers, times: z.optional(z.array(z.number())) }));

/** Metric name → its course over the training. */
export async function histories(ctx: Context, ref: string): Promise<Readonly<Record<string, MetricHistory>>> {
	const { record } = await registeredRecord(ctx, (await version(ctx, ref)).id);
	return Object.fromEntries(Object.entries(await fromEvidence(ctx, record, 'histories', historyMap) ?? {}).map(([name, history]) => [name, { ...history, values: history.values.map(Number) }]));
}

/** The header's own key-value pairs, as the file had them. */
export async function metadata(ctx: Context, ref: string): Promise<Readonly<Record<string, Json>>> {
	const { record } = await registeredRecord(ctx, (await version(ctx, ref)).id);
	return await fromEvidence(ctx, record, 'metadata', z.record(z.string(), z.string())) ?? {};
}

/** Versions with these very bytes, oldest first. */
export async function versionsWithDigest(ctx: Context, digest: string): Promise<readonly Version[]> {
	const db = await ctx.ledger.database();
	return versionsByDigest(db, digest).map(({ id }) => versionById(db, id));
}

/** Versions that were registered from this workspace path, newest first. */
export async function versionsAt(ctx: Context, path: string): Promise<readonly Version[]> {
	const db = await ctx.ledger.database();
	return versionsByPath(db, path).map(({ id }) => versionById(db, id));
}

export interface RegisteredPath { readonly path: string; readonly id: Id; readonly bytes: number; readonly at: Date }

/** Every path that a version was registered from, with the newest such version: what a badge in a file tree needs. */
export async function pathsRegistered(ctx: Context): Promise<readonly RegisteredPath[]> {
	const db = await ctx.ledger.database();
	return registeredPaths(db).map(row => ({ path: row.path, id: row.id, bytes: row.bytes, at: new Date(row.at) }));
}

/** Whether a model goes by this name, in any case. */
export async function modelNamed(ctx: Context, name: string): Promise<Model | undefined> {
	const db = await ctx.ledger.database();
	const key = findModel(db, name);
	return key === undefined ? undefined : modelOf(db, key);
}
