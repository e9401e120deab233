import type { Id, ParamValue, StoragePolicy, Version } from '../../model';
import type { Expression } from '../../search/expression';
import type { Database } from '../database';
import { compileSearch, holdsText } from '../search/compileSearch';
import { indexedField } from '../search/fieldIndex';
import { join, sql, type Sql } from '../search/sql';
import { unpack, unpackOne, type Packed } from '../packed';
import { metricsOf } from './metricValues';
import { registersOf } from './registers';

interface Row {
	readonly id: Id; readonly model: string; readonly record: Id; readonly number: number | null; readonly claimed: number;
	readonly at: string; readonly author_name: string; readonly author_email: string;
	readonly digest: string; readonly kind: 'file' | 'directory'; readonly format: string; readonly bytes: number; readonly path: string; readonly storage: StoragePolicy;
	readonly framework: string | null; readonly parameters: number | null; readonly summary: string | null; readonly tensors: number | null;
	readonly params: Packed; readonly metrics: Packed; readonly written: string; readonly git: string | null; readonly inputs: number; readonly notes: string;
	readonly archived: number; readonly purged: string | null;
}

export type VersionOrder = 'number' | 'registered' | { readonly metric: string } | { readonly param: string };

export interface VersionsQuery {
	/** Key of the model; all models when left out. */
	readonly model?: string;
	/** Only archived ones, only others (the default), or both. */
	readonly archived?: boolean | 'both';
	readonly order?: VersionOrder;
	readonly ascending?: boolean;
	/** Text that number, alias, tag, path, notes, framework, author or commit holds. */
	readonly filter?: string;
	/** A search (see core/search). */
	readonly where?: Expression;
	/** What ages such as `7d` are counted from, in milliseconds since 1970; the present when left out. */
	readonly now?: number;
	/** Only these. */
	readonly ids?: readonly Id[];
	readonly offset?: number;
	readonly limit?: number;
}

type Standing = 'id' | 'model' | 'number' | 'label' | 'ref' | 'aliases' | 'contested' | 'tags' | 'evaluationCount' | 'notes' | 'archived' | 'purged';

/** The names that aliases and labels need are looked up once per page, not once per version. */
export class VersionReader {
	readonly #names = new Map<string, string>();
	readonly #has = new Map<string, { readonly notes: boolean; readonly evaluations: boolean; readonly tags: boolean }>();
	readonly #aliases = new Map<string, ReadonlyMap<Id, { readonly settled: string[]; readonly contested: string[] }>>();

	constructor(private readonly db: Database, private readonly displayName: (key: string) => string) {}

	version(row: Row): Version {
		return {
			...this.standing(row),
			artifact: { digest: row.digest, kind: row.kind, format: row.format, bytes: row.bytes, path: row.path, storage: row.storage },
			framework: row.framework ?? undefined, summary: row.summary ?? undefined, parameters: row.parameters ?? undefined, tensorCount: row.tensors ?? undefined, inputCount: row.inputs,
			params: unpack<ParamValue>(this.db, row.params),
			metrics: metricsOf(this.db, row.metrics),
			written: JSON.parse(row.written) as Record<string, string>,
			git: row.git === null ? null : JSON.parse(row.git) as Version['git'],
			at: new Date(row.at), by: { name: row.author_name, email: row.author_email },
		};
	}

	/** What of a version may change after it was registered. */
	standing(row: Row): Pick<Version, Standing> {
		const model = this.#name(row.model);
		const aliases = this.#aliasesOf(row.model).get(row.id);
		const has = this.#hasOf(row.model);
		const notes = !has.notes ? [] : this.db.all<{ text: string }>('select text from note where model = ? and subject = ? order by record', row.model, row.id).map(note => note.text);
		return {
			id: row.id, model, number: row.number, label: labelOf(row), ref: `${model}@${row.number === null ? row.id : `v${row.number}`}`,
			aliases: aliases?.settled ?? [], contested: aliases?.contested ?? [],
			tags: has.tags ? settledText(registersOf(this.db, row.model, row.id, 'tag:')) : {},
			evaluationCount: !has.evaluations ? 0 : this.db.one<{ n: number }>('select count(*) as n from evaluation where model = ? and version = ?', row.model, row.id)?.n ?? 0,
			notes: [row.notes, ...notes].filter(text => text !== '').join('\n\n'),
			archived: row.archived === 1, purged: row.purged === null ? undefined : new Date(row.purged),
		};
	}

	#name(key: string): string {
		let name = this.#names.get(key);
		if (name === undefined) { this.#names.set(key, name = this.displayName(key)); }
		return name;
	}

	/** Whether a model has any at all: most have none, and then nothing is asked version by version. */
	#hasOf(key: string): { readonly notes: boolean; readonly evaluations: boolean; readonly tags: boolean } {
		let has = this.#has.get(key);
		if (!has) {
			const any = (table: 'note' | 'evaluation') => this.db.one(`select 1 as n from ${table} where model = ? limit 1`, key) !== undefined;
			this.#has.set(key, has = {
				notes: any('note'), evaluations: any('evaluation'),
				tags: this.db.one(`select 1 as n from value where model = ? and name >= 'tag:' and name < 'tag;' limit 1`, key) !== undefined,
			});
		}
		return has;
	}

	#aliasesOf(key: string) {
		let map = this.#aliases.get(key);
		if (!map) { this.#aliases.set(key, map = aliasesByVersion(this.db, key)); }
		return map;
	}
}

export function labelOf(row: { readonly id: Id; readonly number: number | null; readonly claimed: number }): string {
	return row.number === null ? `v${row.claimed} (${row.id.slice(0, 6)})` : `v${row.number}`;
}

/** Version → the aliases that it holds. Production first, staging second, then by name. */
export function aliasesByVersion(db: Database, key: string): ReadonlyMap<Id, { readonly settled: string[]; readonly contested: string[] }> {
	const map = new Map<Id, { readonly settled: string[]; readonly contested: string[] }>();
	const of = (id: Id) => {
		const held = map.get(id) ?? { settled: [], contested: [] };
		map.set(id, held);
		return held;
	};
	for (const [alias, settled] of [...registersOf(db, key, '', 'alias:')].sort(([a], [b]) => aliasRank(a) - aliasRank(b) || (a < b ? -1 : 1))) {
		if (settled.conflict.length) {
			for (const side of settled.conflict) { if (side.value !== null) { of(side.value).contested.push(alias); } }
		} else if (settled.value !== null) {
			of(settled.value).settled.push(alias);
		}
	}
	return map;
}

export function aliasRank(alias: string): number {
	return alias === 'production' ? 0 : alias === 'staging' ? 1 : 2;
}

export function settledText(registers: ReadonlyMap<string, { readonly value: string | null }>): Record<string, string> {
	return Object.fromEntries([...registers].flatMap(([name, { value }]) => (value === null ? [] : [[name, value]])));
}

/** A page of versions, newest number first unless told. `where` needs its metrics and parameters indexed; so does an order by a metric, to be quick. */
export function versionRows(db: Database, query: VersionsQuery): { readonly rows: readonly Row[]; readonly total: number } {
	const where = conditions(db, query);
	const order = query.order ?? 'number';
	if (typeof order === 'object' && query.limit !== 0) { return sorted(db, query, order, where); }
	if ((query.where ?? query.filter) && order === 'number' && query.limit !== 0) { return searched(db, query, where); }
	const rows = db.all<Row>(`select v.* from version v where ${where.sql} order by ${orderBy(query)} limit ? offset ?`, ...where.bound, query.limit ?? -1, query.offset ?? 0);
	return { rows, total: count(db, where) };
}

function count(db: Database, where: Sql): number {
	return db.one<{ n: number }>(`select count(*) as n from version v where ${where.sql}`, ...where.bound)?.n ?? 0;
}

/** What a search finds is gone through once, for the count and the page together; only the page's rows are read whole. */
function searched(db: Database, query: VersionsQuery, where: Sql): ReturnType<typeof versionRows> {
	const found = db.all<{ id: Id; total: number }>(`with hit as materialized (select v.id, v.model, v.number from version v where ${where.sql})
		select v.id, (select count(*) from hit) as total from hit v order by ${orderBy(query)} limit ? offset ?`, ...where.bound, query.limit ?? -1, query.offset ?? 0);
	return { rows: rowsOf(db, found.map(({ id }) => id)), total: found[0]?.total ?? (query.offset ? count(db, where) : 0) };
}

/** These versions, in this order. */
function rowsOf(db: Database, ids: readonly Id[]): readonly Row[] {
	const rows = new Map(db.all<Row>('select * from version where id in (select value from json_each(?))', JSON.stringify(ids)).map(row => [row.id, row]));
	return ids.flatMap(id => rows.get(id) ?? []);
}

/** Up to so many versions are sorted by reading the value of each. */
const fewVersions = 2_000;

/** Whether a model, or all of them, has so many versions that an order by a metric needs it indexed. */
export function hasMany(db: Database, model: string | undefined): boolean {
	return (db.one<{ n: number }>(`select sum(versions) as n from model ${model === undefined ? '' : 'where key = ?'}`, ...(model === undefined ? [] : [model]))?.n ?? 0) > fewVersions;
}

/** By a metric or parameter: what has no number there (NaN, infinities, words, nothing) comes last, whichever way the rest is sorted. */
function sorted(db: Database, query: VersionsQuery, order: Exclude<VersionOrder, string>, where: Sql): ReturnType<typeof versionRows> {
	const total = count(db, where);
	const field = 'metric' in order && total > fewVersions ? indexedField(db, { kind: 'metrics', name: order.metric }) : undefined;
	const ids = field && field.built > 0 ? idsByIndex(db, query, field.id, where) : idsByValue(db, query, order, where);
	return { rows: rowsOf(db, ids), total };
}

/** Goes along the values in their order, and reads no further than to the end of the page. */
function idsByIndex(db: Database, query: VersionsQuery, field: number, where: Sql): readonly Id[] {
	const direction = query.ascending ? 'asc' : 'desc', offset = query.offset ?? 0, limit = query.limit ?? -1;
	const numbers = sql('s.field = ? and s.value > -9e999 and s.value < 9e999', field);
	const from = `search_value s cross join version v on v.id = s.version where ${numbers.sql} and ${where.sql}`;
	const bound = [...numbers.bound, ...where.bound];
	const ids = db.all<{ id: Id }>(`select v.id from ${from} order by s.value ${direction}, s.version ${direction} limit ? offset ?`, ...bound, limit, offset).map(({ id }) => id);
	if (ids.length === limit) { return ids; }
	const before = ids.length ? offset + ids.length : db.one<{ n: number }>(`select count(*) as n from ${from}`, ...bound)?.n ?? 0;
	return [...ids, ...db.all<{ id: Id }>(`select v.id from version v where ${where.sql} and v.id not in (select s.version from search_value s where ${numbers.sql}) order by v.id ${direction} limit ? offset ?`,
		...where.bound, ...numbers.bound, limit < 0 ? -1 : limit - ids.length, Math.max(0, offset - before)).map(({ id }) => id)];
}

function idsByValue(db: Database, query: VersionsQuery, order: Exclude<VersionOrder, string>, where: Sql): readonly Id[] {
	const [column, name] = 'metric' in order ? ['metrics', order.metric] as const : ['params', order.param] as const;
	const up = query.ascending ? 1 : -1;
	const valued = db.all<{ id: Id; packed: Packed }>(`select v.id, v.${column} as packed from version v where ${where.sql}`, ...where.bound).map(({ id, packed }) => {
		const value = unpackOne<unknown>(db, packed, name);
		return { id, value: typeof value === 'number' ? value : undefined };
	});
	valued.sort((a, b) => Number(a.value === undefined) - Number(b.value === undefined) || ((a.value ?? 0) - (b.value ?? 0)) * up || (a.id < b.id ? -up : up));
	const offset = query.offset ?? 0;
	return valued.slice(offset, query.limit === undefined ? undefined : offset + query.limit).map(({ id }) => id);
}

/** The versions that a query finds, newest number first, without what is known of them. `where` needs its metrics and parameters indexed. */
export function versionIds(db: Database, query: Omit<VersionsQuery, 'order' | 'offset' | 'limit'>): readonly Id[] {
	const where = conditions(db, query);
	return db.all<{ id: Id }>(`select v.id from version v where ${where.sql} order by ${orderBy({ ...query, order: 'number' })}`, ...where.bound).map(row => row.id);
}

/** Key of a model → how many versions of it are found. Models without any are left out. */
export function versionCounts(db: Database, query: Pick<VersionsQuery, 'model' | 'archived' | 'filter' | 'where' | 'now'>): ReadonlyMap<string, number> {
	const where = conditions(db, query);
	return new Map(db.all<{ model: string; n: number }>(`select v.model, count(*) as n from version v where ${where.sql} group by v.model`, ...where.bound).map(row => [row.model, row.n]));
}

function conditions(db: Database, query: VersionsQuery): Sql {
	const parts: Sql[] = [];
	if (query.model !== undefined) { parts.push(sql('v.model = ?', query.model)); }
	if (query.archived !== 'both') { parts.push(sql('v.archived = ?', query.archived === true ? 1 : 0)); }
	const filter = query.filter?.trim();
	if (filter) { parts.push(holdsText(filter)); }
	if (query.ids) { parts.push(sql('v.id in (select value from json_each(?))', JSON.stringify(query.ids))); }
	if (query.where) { parts.push(compileSearch(db, query.where, query.now ?? Date.now())); }
	return join(parts, 'and');
}

function orderBy({ order, ascending }: VersionsQuery): string {
	const direction = ascending ? 'asc' : 'desc';
	return order === 'registered' ? `v.record ${direction}` : `v.model, v.number ${direction} nulls first, v.id ${direction}`;
}

export function versionRow(db: Database, id: Id): Row | undefined {
	return db.one<Row>('select * from version where id = ?', id);
}

/** All versions of a model, those without a settled number last, in the order of their numbers. */
export function versionsOfModel(db: Database, model: string): readonly { readonly id: Id; readonly at: string }[] {
	return db.all('select id, at from version where model = ? order by number is null, number, id', model);
}

/** The version with this number in the model. */
export function versionNumbered(db: Database, model: string, number: number): Id | undefined {
	return db.one<{ id: Id }>('select id from version where model = ? and number = ?', model, number)?.id;
}

/** The highest settled number that isn't archived; an unsettled one only where there is no other. */
export function latestVersion(db: Database, model: string): { readonly id: Id; readonly label: string } | undefined {
	const row = db.one<Row>('select * from version where model = ? and archived = 0 order by number desc, id desc limit 1', model);
	return row && { id: row.id, label: labelOf(row) };
}

/** Versions whose id begins so, some of them: two are enough to know that it isn't unique. */
export function versionsByPrefix(db: Database, model: string | undefined, prefix: string): readonly Id[] {
	return db.all<{ id: Id }>(`select id from version where id >= ? and id < ? ${model === undefined ? '' : 'and model = ?'} order by id limit 4`, prefix, `${prefix}~`, ...(model === undefined ? [] : [model])).map(row => row.id);
}

export function versionsByDigest(db: Database, digest: string): readonly { readonly id: Id; readonly model: string }[] {
	return db.all('select id, model from version where digest = ? order by record', digest);
}

export function versionsByPath(db: Database, path: string): readonly { readonly id: Id; readonly model: string }[] {
	return db.all('select id, model from version where path = ? order by record desc', path);
}

/** Where the newest versions of all models stood, oldest of them first. */
export function newestPaths(db: Database, limit: number): readonly { readonly path: string; readonly model: string }[] {
	return db.all<{ path: string; model: string }>('select path, model from version order by id desc limit ?', limit).reverse();
}

/** Workspace path → the newest version that was registered from it. */
export function registeredPaths(db: Database): readonly { readonly path: string; readonly id: Id; readonly bytes: number; readonly at: string }[] {
	return db.all('select path, id, bytes, at, max(record) from version group by path');
}

/** Every run that a version names, with what the newest such version says of its metrics. */
export function registeredRuns(db: Database): readonly { readonly tool: string; readonly run: string; readonly id: Id; readonly at: string; readonly metrics: Packed }[] {
	return db.all('select r.tool, r.id as run, v.id, v.at, v.metrics, max(v.record) from run r join version v on v.id = r.version group by r.tool, r.id');
}

/** The number that comes after all that were ever claimed: the number of a removed version is not used again. */
export function nextNumber(db: Database, model: string): number {
	return (db.one<{ n: number | null }>('select max(number) as n from claim where model = ?', model)?.n ?? 0) + 1;
}

/** The newest version, of any model, with as many weights in as many tensors and the same format. */
export function versionAlike(db: Database, like: { readonly parameters: number; readonly tensors: number; readonly format: string }): { readonly id: Id; readonly model: string } | undefined {
	return db.one('select id, model from version where parameters = ? and tensors = ? and format = ? order by id desc limit 1', like.parameters, like.tensors, like.format);
}

/** Newest versions first that have as many weights, then those with nearly as many. */
export function versionsOfParameters(db: Database, like: { readonly parameters: number; readonly least: number; readonly most: number; readonly limit: number }): readonly { readonly id: Id; readonly format: string }[] {
	const { parameters, least, most, limit } = like;
	const same = db.all<{ id: Id; format: string }>('select id, format from version where parameters = ? order by id desc limit ?', parameters, limit);
	return [...same, ...db.all<{ id: Id; format: string }>('select id, format from version where parameters between ? and ? and parameters != ? order by id desc limit ?', least, most, parameters, limit)];
}

/** Versions that have lost their number to an earlier claim, oldest first. */
export function unnumbered(db: Database, model: string): readonly Id[] {
	return db.all<{ id: Id }>('select id from version where model = ? and number is null order by record', model).map(row => row.id);
}

/** Where the record that registered this version is. */
export function registeringRecord(db: Database, id: Id): { readonly month: string; readonly file: string } | undefined {
	return db.one('select r.month, r.file from version v join record r on r.id = v.record where v.id = ?', id);
}

/** Digests of artifacts that a version other than `except` still needs. */
export function digestsInUse(db: Database, except: Id): ReadonlySet<string> {
	return new Set(db.all<{ digest: string }>('select distinct digest from version where id <> ? and purged is null', except).map(row => row.digest));
}

/** Versions other than `except` that are folders and still need their bytes. */
export function foldersInUse(db: Database, except: Id): readonly Id[] {
	return db.all<{ id: Id }>(`select id from version where kind = 'directory' and id <> ? and purged is null`, except).map(row => row.id);
}
