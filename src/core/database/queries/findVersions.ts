import type { Id } from '../../model';
import type { Database } from '../database';
import { labelOf, type VersionRow } from './versionReader';

export function versionRow(db: Database, id: Id): VersionRow | undefined {
	return db.one<VersionRow>('select * from version where id = ?', id);
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
	const row = db.one<VersionRow>('select * from version where model = ? and archived = 0 order by number desc, id desc limit 1', model);
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
