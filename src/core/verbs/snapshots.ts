import { RegistryError } from '../errors';
import type { Shared } from '../git/sharing';
import type { Context } from './context';

/** Remotes that the code of versions can be shared by, origin first. */
export async function snapshotRemotes(ctx: Context): Promise<readonly string[]> {
	const code = await (await ctx.git())?.code();
	return code ? code.remotes() : [];
}

/** Pushes or fetches the refs that hold the exact code of versions; to origin, or the only remote, unless told. Throws 'git-failed', 'bad-value'. */
export async function shareSnapshots(ctx: Context, way: 'push' | 'fetch', remote?: string, signal?: AbortSignal): Promise<Shared> {
	await ctx.config();
	const git = await ctx.git();
	const code = await git?.code();
	if (!code) { throw new RegistryError('git-failed', { what: `${way} the snapshots`, why: git ? 'this folder is in no git repository' : 'git is not run in an untrusted workspace' }); }
	const [first] = await code.remotes();
	return code[way](remote ?? first ?? 'origin', signal);
}
