import type { Database } from '../database';

export interface RecordRow { readonly id: string; readonly file: string; readonly month: string; readonly kind: string; readonly model: string; readonly version: string | null; readonly newer: number }

export interface HistoryQuery {
	readonly model?: string;
	readonly version?: string;
	readonly kinds?: readonly string[] | undefined;
	/** Times in ISO 8601, in UTC: both ends are in. */
	readonly since?: string | undefined;
	readonly until?: string | undefined;
	readonly offset?: number;
	readonly limit?: number;
}

/** Records, newest first: only where they are. What they say is read from their files. */
export function recordRows(db: Database, query: HistoryQuery): readonly RecordRow[] {
	const parts: string[] = [];
	const params: (string | number)[] = [];
	if (query.model !== undefined) { parts.push('model = ?'); params.push(query.model); }
	if (query.version !== undefined) { parts.push('version = ?'); params.push(query.version); }
	if (query.kinds) { parts.push(`kind in (${query.kinds.map(() => '?').join(', ')})`); params.push(...query.kinds); }
	if (query.since !== undefined) { parts.push('at >= ?'); params.push(query.since); }
	if (query.until !== undefined) { parts.push('at <= ?'); params.push(query.until); }
	const where = parts.length ? `where ${parts.join(' and ')}` : '';
	return db.all<RecordRow>(`select id, file, month, kind, model, version, newer from record ${where} order by id desc limit ? offset ?`, ...params, query.limit ?? -1, query.offset ?? 0);
}

/** Where a record is; undefined where none has this id. */
export function recordPlace(db: Database, id: string): { readonly month: string; readonly file: string; readonly at: string } | undefined {
	return db.one('select month, file, at from record where id = ?', id);
}

/** The packs of a month that could be read, each with the names of the record files in it. */
export function packsIn(db: Database, month: string): readonly { readonly name: string; readonly files: readonly string[] }[] {
	return db.all<{ name: string; files: string }>('select name, files from pack where month = ?', month).map(({ name, files }) => ({ name, files: files.split('\n') }));
}

export function problemRows(db: Database): readonly { readonly path: string; readonly reason: string }[] {
	return db.all('select path, reason from problem order by path');
}

/** Records of a kind or schema that this code doesn't know, counted by kind. */
export function newerKinds(db: Database): readonly { readonly kind: string; readonly count: number }[] {
	return db.all('select kind, count(*) as count from record where newer = 1 group by kind order by kind');
}

export function counts(db: Database): { readonly records: number; readonly versions: number; readonly models: number } {
	return db.one<{ records: number; versions: number; models: number }>(
		'select (select count(*) from record) as records, (select count(*) from version) as versions, (select count(*) from model) as models') ?? { records: 0, versions: 0, models: 0 };
}
