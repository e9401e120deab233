import { namesIn } from '../database/queries/names';
import type { SearchNames } from '../search/complete';
import type { Context } from './context';

/** Until something changes: they are asked for with every letter of a search, and stand in all versions. */
const known = new WeakMap<Context['ledger'], { names: SearchNames | undefined }>();

/** The names that a search of this registry can be completed with. */
export async function searchNames(ctx: Context): Promise<SearchNames> {
	await ctx.config();
	const db = await ctx.ledger.database();
	let kept = known.get(ctx.ledger);
	if (!kept) {
		const mine = kept = { names: undefined };
		known.set(ctx.ledger, mine);
		ctx.ledger.onDidChange(() => { mine.names = undefined; });
	}
	return kept.names ??= namesIn(db);
}
