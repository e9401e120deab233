import { join } from 'node:path';
import type { Database } from '../database/database';
import { recordRows } from '../database/queries/history';
import { displayName } from '../database/queries/models';
import { aliasNames, everGiven, register } from '../database/queries/registers';
import { versionRow } from '../database/queries/findVersions';
import { labelOf } from '../database/queries/versionReader';
import { RegistryError } from '../errors';
import type { Past } from '../git/past';
import type { HistoryEntry, Id } from '../model';
import { settle } from '../records/registers';
import { changeSentences } from './changeSentences';
import type { Context } from './context';
import { entryOf } from './history';
import { recordsAt } from './recordsAt';

/** An alias that stands elsewhere than at the base. Null: nowhere. */
export interface AliasChange { readonly alias: string; readonly from: string | null; readonly to: string | null; readonly contested: boolean; readonly reason: string | undefined }

export interface ModelChanges {
	readonly model: string;
	/** Labels of the versions that came, oldest first. */
	readonly versions: readonly { readonly id: Id; readonly label: string }[];
	readonly aliases: readonly AliasChange[];
	/** 'adds 3 versions (v5, v6 and v7)', 'moves staging from v2 to v3' */
	readonly sentences: readonly string[];
	/** Everything that was added, oldest first. */
	readonly entries: readonly HistoryEntry[];
}

/** What the records here say beyond those at a commit. */
export interface Changes {
	readonly base: string;
	readonly models: readonly ModelChanges[];
	/** Records that are here and not at the base. */
	readonly added: number;
	/** Records that are at the base and not here: what a merge would bring. */
	readonly missing: number;
}

/**
 * What this branch adds to the registry against a commit, branch or tag. One git process, whatever the number of records (and one for each pack that this clone hasn't): a
 * record's file never changes, so its name says all. Throws 'git-failed', and 'bad-value' for an unknown name.
 */
export async function changes(ctx: Context, base: string): Promise<Changes> {
	await ctx.config();
	await ctx.ledger.refresh();
	const { past, folder } = await recordsPast(ctx, `compare with ${base}`);
	const then = await recordsAt(ctx, past, base, folder);
	const db = await ctx.ledger.database();
	const { added, models } = addedTo(ctx, db, then);
	const here = new Set(recordRows(db, {}).map(row => row.id));
	return { base, added, missing: [...then].filter(id => !here.has(id)).length, models };
}

/** git's view of the records folder, and the folder's path in the repository. Throws 'git-failed'. */
export async function recordsPast(ctx: Context, what: string): Promise<{ readonly past: Past; readonly folder: string }> {
	const git = await ctx.git();
	const past = await git?.past(join(ctx.layout.records, 'x'));
	if (!past) { throw new RegistryError('git-failed', { what, why: git ? 'this folder is in no git repository' : 'git is not run in an untrusted workspace' }); }
	return { past, folder: past.path.split('/').slice(0, -1).join('/') };
}

/** What a database says beyond a set of records, by model. */
export function addedTo(ctx: Context, db: Database, then: ReadonlySet<Id>): { readonly added: number; readonly models: readonly ModelChanges[] } {
	const added = recordRows(db, {}).filter(row => !then.has(row.id)).reverse();
	const models = [...new Set(added.map(row => row.model))].sort();
	return {
		added: added.length,
		models: models.map(key => {
			const own = added.filter(row => row.model === key);
			const versions = own.flatMap(row => {
				const version = row.kind === 'version.registered' && row.version !== null ? versionRow(db, row.version) : undefined;
				return version ? [{ id: version.id, label: labelOf(version) }] : [];
			});
			const aliases = aliasChanges(db, key, then, new Set(own.map(row => row.id)));
			const entries = own.flatMap(row => entryOf(ctx, db, row));
			return { model: key === '' ? '' : displayName(db, key), versions, aliases, entries, sentences: changeSentences(versions.map(version => version.label), aliases, entries) };
		}),
	};
}

function aliasChanges(db: Database, key: string, then: ReadonlySet<Id>, added: ReadonlySet<Id>): readonly AliasChange[] {
	const label = (id: string | null) => {
		const row = id === null ? undefined : versionRow(db, id);
		return id === null ? null : row ? labelOf(row) : `${id.slice(0, 6)} (not here)`;
	};
	return aliasNames(db, key).flatMap(alias => {
		const name = `alias:${alias}`;
		const given = everGiven(db, key, '', name);
		if (!given.some(one => added.has(one.record))) { return []; }
		const before = settle(given.filter(one => then.has(one.record))).value;
		const now = register(db, key, '', name);
		if (before === now.value && !now.conflict.length) { return []; }
		return [{ alias, from: label(before), to: label(now.value), contested: now.conflict.length > 0, reason: given.find(one => one.record === now.record)?.reason }];
	});
}
