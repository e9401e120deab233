import type { Database } from '../database/database';
import { register, registersOf } from '../database/queries/registers';
import { RegistryError } from '../errors';
import type { Id } from '../model';
import { checkAlias, otherCase, shown } from '../records/names';
import type { Context } from './context';
import { resolve, resolveModel } from './resolve';
import { versionModel, writeTo } from './writing';

export interface AliasMoved { readonly alias: string; readonly from: Id | null; readonly to: Id | null }

/** Moves an alias to a version. Does nothing where it is there already. Throws 'bad-alias' (for another spelling of one that the model has, too), 'no-version', …. */
export async function setAlias(ctx: Context, ref: string, alias: string, reason?: string): Promise<AliasMoved> {
	checkAlias(alias);
	return writeTo(ctx, db => versionModel(db, ref), async ({ db, key, model, write, heads, holds }) => {
		const version = resolve(db, ref);
		const from = register(db, key, '', `alias:${alias}`).value;
		if (from === null) { refuseOtherCase(db, key, [alias]); }
		if (holds('', `alias:${alias}`) !== version) {
			await write({ kind: 'alias.set', model, alias, version, replaces: [...heads('', `alias:${alias}`)], ...(reason ? { reason } : {}) });
		}
		return { alias, from, to: version };
	});
}

/** Two aliases that differ only in case would be taken for one. Throws 'bad-alias' for such a one among those that a model is to get. */
export function refuseOtherCase(db: Database, key: string, aliases: readonly string[]): void {
	if (aliases.length === 0) { return; }
	const held = new Set([...registersOf(db, key, '', 'alias:')].flatMap(([name, { value, conflict }]) => (value !== null || conflict.length > 0 ? [name] : [])));
	for (const alias of aliases) {
		const near = held.has(alias) ? undefined : otherCase(alias, held);
		if (near !== undefined) { throw new RegistryError('bad-alias', { name: alias, why: `the model has '${near}' already, which differs only in case` }); }
		held.add(alias);
	}
}

/** Takes an alias away from whichever version holds it. Throws 'no-alias'. */
export async function removeAlias(ctx: Context, name: string, alias: string, reason?: string): Promise<AliasMoved> {
	checkAlias(alias);
	return writeTo(ctx, db => resolveModel(db, name), async ({ db, key, model, write, heads, holds }) => {
		if (holds('', `alias:${alias}`) === null) { throw new RegistryError('no-alias', { model: shown(name), alias }); }
		const from = register(db, key, '', `alias:${alias}`).value;
		await write({ kind: 'alias.set', model, alias, version: null, replaces: [...heads('', `alias:${alias}`)], ...(reason ? { reason } : {}) });
		return { alias, from, to: null };
	});
}
