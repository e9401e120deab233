import { findModel, recordName } from '../database/queries/models';
import { RegistryError } from '../errors';
import { checkModelName, modelKey } from '../records/names';
import type { Context } from './context';
import { resolveModel } from './resolve';
import { writeTo } from './writing';

/** Renames a model. Its old names keep finding it. Throws 'name-taken' where another model goes, or went, by the new one. */
export async function renameModel(ctx: Context, name: string, to: string): Promise<void> {
	checkModelName(to);
	await writeTo(ctx, db => resolveModel(db, name), async ({ db, key, model, write, heads, holds }) => {
		const other = findModel(db, to);
		if (other !== undefined && other !== key) { throw new RegistryError('name-taken', { name: to, model: recordName(db, other) }); }
		if ((holds('', 'name') ?? model) !== to) { await write({ kind: 'model.renamed', model, name: to, replaces: [...heads('', 'name')] }); }
	});
}

/** Makes a model that has no version yet. Throws 'bad-name', 'name-taken'. */
export async function createModel(ctx: Context, name: string): Promise<void> {
	checkModelName(name);
	await writeTo(ctx, () => modelKey(name), async ({ db, write }) => {
		const other = findModel(db, name);
		if (other !== undefined) { throw new RegistryError('name-taken', { name, model: recordName(db, other) }); }
		await write({ kind: 'model.created', model: name });
	});
}
