import type { Model } from '../../model';
import { modelKey } from '../../records/names';
import type { Database } from '../database';
import { register, registersOf } from './registers';
import { aliasRank, settledText } from './aliases';
import { latestVersion } from './findVersions';

/** What records call a model: the name it was first written with. */
export function recordName(db: Database, key: string): string {
	return db.one<{ name: string }>('select name from model where key = ?', key)?.name ?? key;
}

/** What the model is called today. */
export function displayName(db: Database, key: string): string {
	return register(db, key, '', 'name').value ?? db.one<{ name: string }>('select name from model where key = ?', key)?.name ?? key;
}

/** The key of the model that goes by this name: its first name, its present one, or one that it once had. */
export function findModel(db: Database, name: string): string | undefined {
	const key = modelKey(name);
	if (db.one('select 1 from model where key = ?', key)) { return key; }
	const named = db.all<{ model: string; value: string; replaced: number }>(`select model, value, replaced from value where subject = '' and name = 'name' order by replaced, record desc`);
	return named.find(row => modelKey(row.value) === key)?.model;
}

/** Every name that a model has or had, the present one last. */
export function namesOf(db: Database, key: string): readonly string[] {
	const given = db.all<{ value: string }>(`select value from value where model = ? and subject = '' and name = 'name' order by record`, key).map(row => row.value);
	return [recordName(db, key), ...given, displayName(db, key)];
}

export function modelKeys(db: Database): readonly string[] {
	return db.all<{ key: string }>('select key from model order by key').map(row => row.key);
}

export function model(db: Database, key: string): Model | undefined {
	const row = db.one<{ versions: number; archived: number }>('select versions, archived from model where key = ?', key);
	if (!row) { return undefined; }
	const settings = settledText(registersOf(db, key, '', 'setting:'));
	const last = db.one<{ at: string }>(`select at from record where model = ? and newer = 0 order by id desc limit 1`, key);
	const aliases = [...registersOf(db, key, '', 'alias:')].flatMap(([name, settled]) =>
		(settled.value === null && settled.conflict.length === 0 ? [] : [{ name, version: settled.value ?? '', inConflict: settled.conflict.length > 0 }]));
	return {
		name: displayName(db, key), key, versions: row.versions, archived: row.archived, latest: latestVersion(db, key),
		aliases: aliases.sort((a, b) => aliasRank(a.name) - aliasRank(b.name) || (a.name < b.name ? -1 : 1)),
		tags: settledText(registersOf(db, key, '', 'tag:')),
		primaryMetric: settings['primary-metric'],
		directions: Object.fromEntries(Object.entries(settings).flatMap(([name, value]) =>
			(name.startsWith('direction.') && (value === 'higher' || value === 'lower') ? [[name.slice('direction.'.length), value]] : []))),
		tolerances: Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => {
			const tolerance = value === null ? NaN : Number(value);
			return name.startsWith('tolerance.') && tolerance >= 0 && tolerance <= 1 ? [[name.slice('tolerance.'.length), tolerance]] : [];
		})),
		hasCard: register(db, key, '', 'card').value !== null,
		updated: new Date(last?.at ?? 0),
	};
}
