import type { Id } from '../../model';
import type { Expression } from '../../search/expression';
import type { Database } from '../database';
import { unpackOne, type Packed } from '../packed';
import { compileSearch, holdsText } from '../search/compileSearch';
import { indexedField } from '../search/fieldIndex';
import { join, sql, type Sql } from '../search/sql';
import type { VersionRow } from './versionReader';

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

/** A page of versions, newest number first unless told. `where` needs its metrics and parameters indexed; so does an order by a metric, to be quick. */
export function versionRows(db: Database, query: VersionsQuery): { readonly rows: readonly VersionRow[]; readonly total: number } {
	const where = conditions(db, query);
	const order = query.order ?? 'number';
	if (typeof order === 'object' && query.limit !== 0) { return sorted(db, query, order, where); }
	if ((query.where ?? query.filter) && order === 'number' && query.limit !== 0) { return searched(db, query, where); }
	const rows = db.all<VersionRow>(`select v.* from version v where ${where.sql} order by ${orderBy(query)} limit ? offset ?`, ...where.bound, query.limit ?? -1, query.offset ?? 0);
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
function rowsOf(db: Database, ids: readonly Id[]): readonly VersionRow[] {
	const rows = new Map(db.all<VersionRow>('select * from version where id in (select value from json_each(?))', JSON.stringify(ids)).map(row => [row.id, row]));
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
