import type { Id } from '../../model';
import type { Database } from '../database';
import type { Packed } from '../packed';

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

/** Digests of artifacts that a version other than `except` still needs. */
export function digestsInUse(db: Database, except: Id): ReadonlySet<string> {
	return new Set(db.all<{ digest: string }>('select distinct digest from version where id <> ? and purged is null', except).map(row => row.digest));
}

/** Versions other than `except` that are folders and still need their bytes. */
export function foldersInUse(db: Database, except: Id): readonly Id[] {
	return db.all<{ id: Id }>(`select id from version where kind = 'directory' and id <> ? and purged is null`, except).map(row => row.id);
}
