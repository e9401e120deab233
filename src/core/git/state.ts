import type { GitState } from '../model';
import type { Setting } from './config';
import type { Place } from './locate';
import { remoteOf } from './remote';
import { changesBut, isWithin, readStatus, textOf } from './status';
import { changedSubmodules } from './submodules';
import { untrusted } from './untrusted';

/** The code that a file is tied to, before anything is kept of it. */
export interface Tied extends Omit<GitState, 'snapshot' | 'leftOut'> {
	readonly tied: true;
	/** What a person should know about the tie: one sentence each. */
	readonly notes: readonly string[];
}

/** One git process; a second where the artifact lies in an untracked folder, and more where there are submodules. */
export async function readState({ repository, path }: Place, settings: readonly Setting[], signal?: AbortSignal): Promise<Tied> {
	const { topLevel, shallow, submodule } = repository;
	const { commit, branch, changes: all } = await readStatus(topLevel, 'normal', untrusted(settings), signal);
	let changes = changesBut(all, path);
	if (changes.length > 0 && changes.every(change => change.index === 'untracked' && isWithin(path, textOf(change.path).replace(/\/$/, '')))) {
		// An untracked folder, named as a whole, with the artifact somewhere in it: whether there is more only a full list tells.
		changes = changesBut((await readStatus(topLevel, 'all', untrusted(settings), signal)).changes, path);
	}
	const conflicts = changes.filter(change => change.index === 'unmerged').length;
	const notes = [
		...(submodule ? ['It is tied to the submodule that it lies in, not to the repository around it.'] : []),
		...(commit === null ? ['The repository has no commit yet.'] : []),
		...(shallow ? ['The clone is shallow: commits before its depth are not here.'] : []),
		...(conflicts ? [`A merge is not finished: ${conflicts === 1 ? 'one file has' : `${conflicts} files have`} conflicts, kept as they stand in the working tree.`] : []),
	];
	const dirty = changes.length > 0 || (await changedSubmodules(topLevel, signal)).length > 0;
	return { tied: true, commit, branch, remote: remoteOf(settings, branch), dirty, path, notes };
}
