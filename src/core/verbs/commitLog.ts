import type { LoggedCommit } from '../git/loggedCommit';
import type { Context } from './context';

/** The newest commits of the workspace's repository, newest first; empty where there is none, or git must not be run. Throws 'git-failed'. */
export async function commitLog(ctx: Context, { limit = 20_000 }: { readonly limit?: number } = {}): Promise<readonly LoggedCommit[]> {
	const past = await (await ctx.git())?.past(ctx.layout.workspace);
	return await past?.log(limit) ?? [];
}
