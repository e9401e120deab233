import { join } from 'node:path';
import { realpath, stat } from '../files/quick';
import { succeeded } from './failure';
import { runGit } from './run';
import { Untied } from './untied';

/** Where a repository and the parts of it lie. Absolute paths as git writes them (with '/', links resolved). */
export interface Repository {
	/** The folder that git was asked in. */
	readonly folder: string;
	/** Root of the working tree. */
	readonly topLevel: string;
	/** Its own git folder: for a linked worktree `…/.git/worktrees/<name>`, for a submodule `…/.git/modules/<name>`. */
	readonly gitFolder: string;
	/** The index of this working tree; not there in a repository without a commit. */
	readonly index: string;
	/** `folder` inside the repository: '' or 'a/b/'. */
	readonly prefix: string;
	readonly shallow: boolean;
	/** Whether it is a submodule of the repository around it. */
	readonly submodule: boolean;
}

/**
 * The innermost repository that `folder` lies in. One git process.
 *
 * @throws Untied where there is none, where git is older than 2.31, and where git refuses or can't read it.
 */
export async function findRepository(folder: string, signal?: AbortSignal): Promise<Repository> {
	const what = 'find the repository';
	const output = await runGit(folder, [
		'rev-parse', '--path-format=absolute', '--is-bare-repository', '--is-inside-work-tree', '--is-shallow-repository',
		'--git-dir', '--git-path', 'index', '--show-toplevel', '--show-prefix', '--show-superproject-working-tree',
	], { signal });
	const lines = output.stdout.toString('utf8').split('\n');
	// An option that rev-parse doesn't know is printed as it is.
	if (lines[0] === '--path-format=absolute') { throw new Untied(`git is too old (${await version(folder)}); 2.31 or newer is needed.`); }
	const [bare, inside, shallow, gitFolder, index, topLevel, prefix, superproject] = lines;
	if (bare === 'true') { throw new Untied('The repository is bare: there is no working tree to tie to.'); }
	if (inside === 'false') { throw new Untied("The folder is inside a repository's .git folder, not in its working tree."); }
	succeeded(output, what, folder);
	if (!gitFolder || !index || !topLevel || prefix === undefined) { throw new Untied("git doesn't say where the repository is."); }
	if (!await isRootOf(topLevel, gitFolder)) { throw new Untied("The repository's configuration moves its working tree elsewhere (core.worktree), so its files may be anybody's."); }
	return { folder, topLevel, gitFolder, index, prefix, shallow: shallow === 'true', submodule: !!superproject };
}

/**
 * Whether the `.git` in `topLevel` is this repository's. A repository that came with `core.worktree = /home/somebody` would have its
 * snapshots hold what lies there.
 */
async function isRootOf(topLevel: string, gitFolder: string): Promise<boolean> {
	try {
		const mark = join(topLevel, '.git');
		return (await stat(mark)).isFile() || await realpath(mark) === await realpath(gitFolder);
	} catch {
		// No `.git`: not its root.
		return false;
	}
}

async function version(folder: string): Promise<string> {
	return (await runGit(folder, ['version'])).stdout.toString('utf8').trim().replace(/^git version /, '');
}
