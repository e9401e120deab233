import { RegistryError } from '../errors';
import type { Id } from '../model';
import { fetchSnapshots, pushSnapshots, remotesOf, type Shared } from './sharing';
import { Untied } from './untied';
import { addWorktree, changedIn, codeCommit, listWorktrees, removeWorktree, type Worktree } from './worktrees';

/** The code of versions: opened in folders of its own, and shared by remotes. All may throw 'git-failed' and 'cancelled'. */
export interface Code {
	/** Root of the user's working tree, links resolved. */
	readonly topLevel: string;
	/** The commit to open: the version's snapshot, else `fallback` where this clone has it; null where it has neither. */
	commit(version: Id, fallback: string | null): Promise<string | null>;
	add(version: Id, commit: string, folder: string): Promise<void>;
	list(): Promise<readonly Worktree[]>;
	/** Paths in a worktree that are not as its commit has them. */
	changed(worktree: Worktree): Promise<readonly string[]>;
	remove(worktree: Worktree): Promise<void>;
	remotes(): Promise<readonly string[]>;
	push(remote: string, signal?: AbortSignal): Promise<Shared>;
	fetch(remote: string, signal?: AbortSignal): Promise<Shared>;
}

export function codeAt(topLevel: string, signal?: AbortSignal): Code {
	const ask = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			throw error instanceof Untied ? new RegistryError('git-failed', { what, why: error.why.replace(/\.$/, '') }, { cause: error }) : error;
		}
	};
	return {
		topLevel,
		commit: (version, fallback) => ask('find the code of the version', () => codeCommit(topLevel, version, fallback, signal)),
		add: (version, commit, folder) => ask('open the code of the version', () => addWorktree(topLevel, version, commit, folder, signal)),
		list: () => ask('list the working trees', () => listWorktrees(topLevel, signal)),
		changed: worktree => ask('look for changes', () => changedIn(worktree, signal)),
		remove: worktree => ask('remove the working tree', () => removeWorktree(topLevel, worktree)),
		remotes: () => ask('list the remotes', () => remotesOf(topLevel, signal)),
		push: (remote, stop) => ask(`push to ${remote}`, () => pushSnapshots(topLevel, remote, stop ?? signal)),
		fetch: (remote, stop) => ask(`fetch from ${remote}`, () => fetchSnapshots(topLevel, remote, stop ?? signal)),
	};
}
