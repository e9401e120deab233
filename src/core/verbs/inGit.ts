import type { Context } from './context';

/** Whether the workspace folder lies in a working tree of git, as far as git may be asked. */
export async function inGit(ctx: Context): Promise<boolean> {
	return await (await ctx.git())?.topLevel() != null;
}
