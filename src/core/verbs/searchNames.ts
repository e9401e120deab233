import { namesIn } from '../database/queries/names';
import type { SearchNames } from '../search/complete';
import type { Context } from './context';

/** The names that a search of this registry can be completed with. */
export async function searchNames(ctx: Context): Promise<SearchNames> {
	await ctx.config();
	return namesIn(await ctx.ledger.database());
}
