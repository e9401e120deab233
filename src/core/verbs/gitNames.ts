import type { GitNames } from '../git/refNames';
import type { Context } from './context';

/** Branches and tags that the registry can be looked at in, and what the current branch follows; none without git. */
export async function gitNames(ctx: Context): Promise<GitNames> {
	const past = await (await ctx.git())?.past(ctx.layout.root);
	return past ? past.refs() : { upstream: null, branch: null, names: [] };
}
