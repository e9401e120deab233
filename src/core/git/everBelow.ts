import { succeeded } from './failure';
import { runGit } from './run';

/** A file that a commit has or had: its path in the repository, with '/', and the name of its blob. */
export interface EverFile { readonly path: string; readonly object: string }

/**
 * Every file below a path in every commit that a branch, a tag, a remote's branch, the stash, a snapshot or another working tree's HEAD leads to. Without the
 * simplification of history, which would pass over what a merge dropped.
 */
export async function everBelow(topLevel: string, path: string, signal?: AbortSignal): Promise<readonly EverFile[]> {
	const output = await runGit(topLevel, ['rev-list', '--objects', '--all', '--full-history', '--', path], { signal });
	return succeeded(output, 'list what other branches have', topLevel).toString('utf8').split('\n').flatMap((line): EverFile[] => {
		const [, object = '', at = ''] = /^([0-9a-f]{40,64}) (.+)$/.exec(line) ?? [];
		return at.startsWith(`${path}/`) ? [{ path: at, object }] : [];
	});
}
