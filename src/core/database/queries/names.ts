import type { SearchNames } from '../../search/complete';
import type { Database } from '../database';
import { namesIndexed } from '../search/fieldIndex';
import { displayName, modelKeys } from './models';

/** More than a person reads through; the rest can still be typed. */
const most = 500;

/** What there is to search for. */
export function namesIn(db: Database): SearchNames {
	const list = (query: string) => db.all<{ text: string }>(`${query} limit ${most}`).map(row => row.text);
	const tags: Record<string, string[]> = {};
	for (const row of db.all<{ tag: string; value: string }>(`select distinct substr(name, 5) as tag, value from value where replaced = 0 and subject <> '' and name >= 'tag:' and name < 'tag;' and value is not null order by 1, 2 limit ${most}`)) {
		(tags[row.tag] ??= []).push(row.value);
	}
	return {
		models: modelKeys(db).slice(0, most).map(key => displayName(db, key)),
		metrics: namesIndexed(db, 'metrics'), params: namesIndexed(db, 'params'), tags,
		aliases: list(`select distinct substr(name, 7) as text from value where replaced = 0 and subject = '' and name >= 'alias:' and name < 'alias;' and value is not null order by 1`),
		frameworks: list('select distinct framework as text from version where framework is not null order by 1'),
		formats: list('select distinct format as text from version order by 1'),
		authors: list(`select distinct author as text from record where author <> '' order by 1`),
		branches: list(`select distinct git ->> '$.branch' as text from version where git ->> '$.branch' is not null order by 1`),
	};
}
