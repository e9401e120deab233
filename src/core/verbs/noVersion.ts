import type { Database } from '../database/database';
import { displayName, model } from '../database/queries/models';
import { latestVersion, versionRow, versionsOfModel } from '../database/queries/findVersions';
import { labelOf } from '../database/queries/versionReader';
import { RegistryError } from '../errors';
import { nearest } from '../present/nearest';
import { shown } from '../records/names';

/** Why a model has no version of this number, alias or id, with what may have been meant instead. */
export function noVersion(db: Database, key: string, ref: string, selector: string): RegistryError {
	const name = displayName(db, key);
	if (/^latest$/i.test(selector)) {
		const last = versionsOfModel(db, key).map(({ id }) => versionRow(db, id)).findLast(row => row !== undefined);
		return new RegistryError('no-version', { ref: shown(ref), ...(last ? { archived: `${name}@${last.number === null ? last.id : labelOf(last)}` } : {}) });
	}
	const aliases = (model(db, key)?.aliases ?? []).map(alias => alias.name);
	const isAlias = !/^v?\d*$/i.test(selector) && !/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(selector);
	const like = isAlias ? nearest(selector, aliases) ?? aliases.find(alias => alias.toLowerCase().startsWith(selector.toLowerCase())) : undefined;
	if (like !== undefined) { return new RegistryError('no-version', { ref: shown(ref), near: `${name}@${like}` }); }
	if (isAlias) { return new RegistryError('no-version', { ref: shown(ref), aliases }); }
	const latest = latestVersion(db, key);
	return new RegistryError('no-version', { ref: shown(ref), ...(latest ? { near: `${name}@${/^v\d+$/.test(latest.label) ? latest.label : latest.id}` } : {}) });
}
