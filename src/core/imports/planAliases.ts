import type { Database } from '../database/database';
import { findModel } from '../database/queries/models';
import { everGiven, register, registersOf } from '../database/queries/registers';
import { versionRow } from '../database/queries/findVersions';
import { labelOf } from '../database/queries/versionReader';
import type { FoundModel } from './found';
import { reasonOf, saysImported } from './marks';
import { aliasFrom } from './names';
import type { PlannedAlias, PlannedVersion } from './plan';

interface About { readonly model: string; readonly store: string; readonly origin: string; readonly db: Database | undefined }

/** What is done to a model's aliases. One that somebody has moved or removed here stays as it is, and that is told. */
export function planAliases(found: Pick<FoundModel, 'aliases'>, versions: readonly PlannedVersion[], about: About): readonly PlannedAlias[] {
	const planned: PlannedAlias[] = [];
	for (const { alias, version } of found.aliases) {
		const name = aliasFrom(alias);
		const target = versions.find(one => one.version === version);
		const base = { model: about.model, alias: name ?? alias, version, origin: target?.origin ?? null, store: about.store };
		if (name === undefined) {
			planned.push({ ...base, action: 'keep', why: `'${alias.slice(0, 100)}' can't be an alias here.` });
		} else if (planned.some(one => one.alias === name)) {
			planned.push({ ...base, action: 'keep', why: `Another alias is called '${name}' here, too.` });
		} else if (!target || target.action === 'skip') {
			planned.push({ ...base, action: 'keep', why: `Its version ${version.slice(0, 100)} isn't here.` });
		} else {
			planned.push({ ...base, ...standing(name, target, versions, about) });
		}
	}
	return [...planned, ...gone(new Set(planned.map(one => one.alias)), versions, about)];
}

function standing(alias: string, target: PlannedVersion, versions: readonly PlannedVersion[], { model, store, db }: About): Pick<PlannedAlias, 'action' | 'why'> {
	const key = db && findModel(db, model);
	if (!db || key === undefined) { return { action: 'set' }; }
	const settled = register(db, key, '', `alias:${alias}`);
	if (settled.conflict.length > 0) { return { action: 'keep', why: 'Two people moved it here at once. Decide that first.' }; }
	if (target.id !== undefined && settled.value === target.id) { return { action: 'stands' }; }
	const [latest] = everGiven(db, key, '', `alias:${alias}`);
	if (latest === undefined || isOurs(latest, store, versions)) { return { action: 'set' }; }
	const row = latest.value === null ? undefined : versionRow(db, latest.value);
	return { action: 'keep', why: row ? `It was moved here, to ${labelOf(row)}.` : 'It was removed here.' };
}

/** Whether an import put it there: from this registry, or from where it was before it was moved. */
function isOurs(latest: { readonly value: string | null; readonly reason: string | undefined }, store: string, versions: readonly PlannedVersion[]): boolean {
	return latest.reason === reasonOf(store) || (saysImported(latest.reason, store) && versions.some(one => one.id !== undefined && one.id === latest.value));
}

/** Aliases that an import has given to one of these versions, that nobody has moved since, and that the other registry has no more. */
function gone(still: ReadonlySet<string>, versions: readonly PlannedVersion[], { model, store, db }: About): readonly PlannedAlias[] {
	const key = db && findModel(db, model);
	if (!db || key === undefined) { return []; }
	return [...registersOf(db, key, '', 'alias:')].flatMap(([alias, settled]): PlannedAlias[] => {
		if (still.has(alias) || settled.conflict.length > 0 || settled.value === null) { return []; }
		const [latest] = everGiven(db, key, '', `alias:${alias}`);
		return latest && isOurs(latest, store, versions) && versions.some(one => one.id === settled.value) ? [{ model, alias, version: null, origin: null, action: 'remove', store }] : [];
	});
}
