import { displayName } from '../database/queries/models';
import { everGiven, register } from '../database/queries/registers';
import { versionRow } from '../database/queries/findVersions';
import { RegistryError } from '../errors';
import { checkAlias } from '../records/names';
import { setAlias, type AliasMoved } from './aliases';
import { valueBefore } from './asOf';
import type { Context } from './context';
import { versionById } from './read';
import { resolveModel } from './resolve';

/** Where an alias would go back to. Throws 'no-alias', 'nothing-before', 'alias-contested', 'bytes-purged'. */
export async function rollbackTarget(ctx: Context, name: string, alias: string): Promise<{ readonly from: string | null; readonly to: string }> {
	checkAlias(alias);
	await ctx.config();
	const db = await ctx.ledger.database();
	const key = resolveModel(db, name);
	const model = displayName(db, key);
	const given = everGiven(db, key, '', `alias:${alias}`);
	if (!given.length) { throw new RegistryError('no-alias', { model, alias }); }
	const now = register(db, key, '', `alias:${alias}`);
	if (now.conflict.length) { throw new RegistryError('alias-contested', { model, alias }); }
	const before = valueBefore(given);
	if (!before?.value || !versionRow(db, before.value)) { throw new RegistryError('nothing-before', { model, alias }); }
	const version = versionById(db, before.value);
	if (version.purged) { throw new RegistryError('bytes-purged', { ref: version.ref, until: version.purged.toISOString().slice(0, 10) }); }
	return { from: now.value, to: before.value };
}

/** Puts an alias back to the version that held it before: one new record. Throws what rollbackTarget throws. */
export async function rollbackAlias(ctx: Context, name: string, alias: string, reason?: string): Promise<AliasMoved> {
	const { from, to } = await rollbackTarget(ctx, name, alias);
	const label = from === null ? undefined : versionRow(await ctx.ledger.database(), from);
	return setAlias(ctx, to, alias, reason ?? (label && from !== null ? `rolled back from ${versionById(await ctx.ledger.database(), from).label}` : 'rolled back'));
}
