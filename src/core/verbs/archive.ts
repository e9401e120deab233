import type { Context } from './context';
import { resolve } from './resolve';
import { contested, versionModel, writeTo } from './writing';

/** Archives a version, or restores it: it keeps its number, aliases and bytes either way. */
export async function setArchived(ctx: Context, ref: string, archived: boolean, reason?: string): Promise<void> {
	await writeTo(ctx, db => versionModel(db, ref), async ({ db, model, write, heads, holds }) => {
		const version = resolve(db, ref);
		if ((holds(version, 'archived') !== null) === archived && holds(version, 'archived') !== contested) { return; }
		await write({ kind: archived ? 'version.archived' : 'version.restored', model, version, replaces: [...heads(version, 'archived')], ...(reason ? { reason } : {}) });
	});
}
