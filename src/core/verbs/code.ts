import { join } from 'node:path';
import type { Context } from './context';
import { versionDetails } from './read';

/**
 * Files of the code that made a version, as they were then, changes that were not committed included. Paths are in the repository, with '/'.
 * Left out is what wasn't there, what git doesn't have here, and what is longer than a MiB. Throws as `version` does, and 'git-failed'.
 */
export async function readCode(ctx: Context, ref: string, paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
	const { gitState, artifact } = await versionDetails(ctx, ref);
	const commit = gitState?.snapshot ?? gitState?.commit;
	const past = commit ? await (await ctx.git())?.past(join(ctx.layout.workspace, artifact.path)) : undefined;
	const texts = await past?.texts(paths.map(path => `${commit}:${path}`));
	return Object.fromEntries(paths.flatMap(path => { const text = texts?.get(`${commit}:${path}`); return text === undefined ? [] : [[path, text] as const]; }));
}
