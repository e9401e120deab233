import type { Id, Person } from '../model';
import { authorOf } from './author';
import { planOf } from './changes';
import { readConfig } from './config';
import { succeeded } from './failure';
import { sentencesOf } from './leftOut';
import { holdSnapshot } from './refs';
import type { Repository } from './repository';
import { runGit } from './run';
import { changesBut, readStatus } from './status';
import { changedSubmodules } from './submodules';
import { writeTree } from './tree';
import { untrusted } from './untrusted';

export interface Snapshot {
	/** null where the state couldn't be kept. */
	readonly commit: string | null;
	/** What is not in it, or not as it is in the working tree: one sentence each. */
	readonly leftOut: readonly string[];
}

export interface SnapshotOptions {
	/** Bytes; a changed or untracked file above it is left out. 10 MiB. */
	readonly fileLimit?: number;
	/** The artifact's path in the repository: it is left out where it is untracked. */
	readonly artifact?: string;
	readonly signal?: AbortSignal;
}

/**
 * Keeps the state of the working tree under the ref of a version: HEAD itself where nothing differs from it, else a commit on top
 * of HEAD with every tracked and untracked file, but for ignored ones, files over the limit, and changes of the
 * registry's own files that are not staged.
 * The user's index, HEAD, branches, stash, reflogs, config and files are not touched.
 *
 * Three git processes where nothing differs, six or seven otherwise.
 */
export async function takeSnapshot(repository: Repository, versionId: Id, { fileLimit = 10 * 1024 * 1024, artifact, signal }: SnapshotOptions): Promise<Snapshot> {
	const { topLevel } = repository;
	const settings = await readConfig(topLevel, signal);
	const blocked = untrusted(settings);
	const { commit: head, changes, registry } = await readStatus(topLevel, 'all', blocked, signal);
	const plan = await planOf(topLevel, changesBut(changes, artifact), fileLimit, blocked, signal);
	const submodules = await changedSubmodules(topLevel, signal);
	const leftOut = sentencesOf([...plan.leftOut, ...submodules.map(path => ({ path, why: 'is a submodule with uncommitted changes, of which only the commit is kept' }))]);
	let commit = head;
	if (commit === null || plan.differs) {
		// The registry's files stay as the index has them, but no tree can be written of conflicts.
		const conflicts = registry.filter(({ index }) => index === 'unmerged').map(({ path }) => path);
		const tree = await writeTree(repository, { add: plan.add, remove: [...plan.remove, ...conflicts] }, settings, blocked, signal);
		commit = await commitTree(topLevel, tree, head, `Exact state of ${versionId}`, authorOf(settings), signal);
	}
	await holdSnapshot(topLevel, versionId, commit, signal);
	return { commit, leftOut };
}

async function commitTree(topLevel: string, tree: string, parent: string | null, message: string, { name, email }: Person, signal?: AbortSignal): Promise<string> {
	const environment = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
	const output = await runGit(topLevel, ['commit-tree', tree, ...(parent === null ? [] : ['-p', parent]), '--no-gpg-sign', '-m', message], { environment, signal });
	return succeeded(output, 'write the snapshot', topLevel).toString('utf8').trim();
}
