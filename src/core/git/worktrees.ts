import { RegistryError } from '../errors';
import type { Id } from '../model';
import { readConfig } from './config';
import { succeeded } from './failure';
import { objectsOf } from './objects';
import { refOf } from './refs';
import { runGit } from './run';
import { untrusted } from './untrusted';

/** A working tree that was made for a version, beside the user's own. */
export interface Worktree {
	readonly version: Id;
	/** Absolute, as git writes it. */
	readonly path: string;
	readonly commit: string;
}

/** How git's own list of worktrees tells ours: they are locked, with this reason, so that no `prune` takes them. */
const reason = (version: Id) => `model-registry ${version}`;

/** The commit to open for a version: its snapshot, else its own commit where that is all there was to keep. Null where this clone has neither. */
export async function codeCommit(topLevel: string, version: Id, fallback: string | null, signal?: AbortSignal): Promise<string | null> {
	const names = [refOf(version), ...(fallback !== null && /^[0-9a-f]{40,64}$/.test(fallback) ? [fallback] : [])];
	const [snapshot, commit] = await objectsOf(topLevel, names, signal);
	return snapshot ?? commit ?? null;
}

/**
 * Checks a commit out into a new folder: detached, no branch is made, no hook runs, and no filter that came with the repository. Files in Git LFS stay
 * pointers. The user's own tree, index and stash are not touched. Three git processes.
 */
export async function addWorktree(topLevel: string, version: Id, commit: string, path: string, signal?: AbortSignal): Promise<void> {
	const { config } = untrusted(await readConfig(topLevel, signal));
	const what = 'open the code of the version';
	succeeded(await runGit(topLevel, ['worktree', 'add', '--detach', '--force', '--', path, commit], { config, environment: { GIT_LFS_SKIP_SMUDGE: '1' }, signal }), what, topLevel);
	succeeded(await runGit(topLevel, ['worktree', 'lock', '--reason', reason(version), '--', path]), what, topLevel);
}

export async function listWorktrees(topLevel: string, signal?: AbortSignal): Promise<readonly Worktree[]> {
	const output = succeeded(await runGit(topLevel, ['worktree', 'list', '--porcelain'], { signal }), 'list the working trees', topLevel).toString('utf8');
	return output.split('\n\n').flatMap((block): Worktree[] => {
		const field = (name: string) => block.split('\n').find(line => line.startsWith(`${name} `))?.slice(name.length + 1);
		const [path, commit, version] = [field('worktree'), field('HEAD'), /^model-registry ([0-9A-Z]{26})$/.exec(field('locked') ?? '')?.[1]];
		return path === undefined || commit === undefined || version === undefined ? [] : [{ version, path, commit }];
	});
}

/** Paths that are not as the commit has them, ignored ones aside. Empty where the folder is gone. */
export async function changedIn(worktree: Worktree, signal?: AbortSignal): Promise<readonly string[]> {
	const { config } = untrusted(await readConfig(worktree.path, signal));
	const output = await runGit(worktree.path, ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'], { config, signal });
	return succeeded(output, 'look for changes', worktree.path).toString('utf8').split('\0').filter(entry => entry.length > 3).map(entry => entry.slice(3));
}

export async function removeWorktree(topLevel: string, { path }: Worktree): Promise<void> {
	const unlocked = await runGit(topLevel, ['worktree', 'unlock', '--', path]);
	if (unlocked.code !== 0 && !/is not locked/.test(unlocked.stderr)) { succeeded(unlocked, 'remove the working tree', topLevel); }
	const removed = await runGit(topLevel, ['worktree', 'remove', '--force', '--', path]);
	// A folder that somebody deleted: git only has to forget it.
	if (removed.code !== 0 && /is not a working tree|validation failed|does not exist/i.test(removed.stderr)) { succeeded(await runGit(topLevel, ['worktree', 'prune']), 'remove the working tree', topLevel); return; }
	if (removed.code !== 0 && /Permission denied|Directory not empty/i.test(removed.stderr)) { throw new RegistryError('unwritable', { path, why: 'a file in it can\'t be removed' }); }
	succeeded(removed, 'remove the working tree', topLevel);
}
