import type { LoggedCommit } from '../git/loggedCommit';

/** The commits of the repository, as a page draws them beside the versions. */
export interface Spine {
	/** When commits were made that no version comes from, newest first. Milliseconds since 1970. */
	readonly others: Float64Array;
	/** What lies beside the first parents of what is checked out, as far as versions come from it. */
	readonly branches: readonly SpineBranch[];
}

/** A place on the main line: a commit by its node's key, and when it was made. */
export interface SpinePoint { readonly key: string; readonly at: number }

export interface SpineBranch {
	/** Keys of the commits that versions come from, newest first. */
	readonly commits: readonly string[];
	/** Where it left the main line; undefined where that is not in this clone, or it goes on from another branch. */
	readonly from: SpinePoint | undefined;
	/** The merge that brought it in, whose other parent is on the main line; undefined where none has. */
	readonly into: SpinePoint | undefined;
}

/** @param made hashes of the commits that versions come from */
export function spineOf(log: readonly LoggedCommit[], made: ReadonlySet<string>): Spine {
	const byHash = new Map(log.map(commit => [commit.hash, commit]));
	const line: LoggedCommit[] = [], onLine = new Set<string>();
	for (let commit = log[0]; commit && !onLine.has(commit.hash); commit = byHash.get(commit.parents[0] ?? '')) { line.push(commit); onLine.add(commit.hash); }
	const point = (commit: LoggedCommit): SpinePoint => ({ key: `commit:${commit.hash}`, at: commit.at.getTime() });
	const seen = new Set<string>(onLine);
	const branches: SpineBranch[] = [];
	const follow = (tip: string, into: LoggedCommit | undefined) => {
		const commits: string[] = [];
		let from: LoggedCommit | undefined;
		const open = [tip];
		for (let hash; (hash = open.pop()) !== undefined;) {
			const commit = byHash.get(hash);
			if (!commit) { continue; }
			// The newest commit of the main line that it knows: it was made on that, or took it in later.
			if (onLine.has(hash)) { if (!from || commit.at > from.at) { from = commit; } continue; }
			if (seen.has(hash)) { continue; }
			seen.add(hash);
			if (made.has(hash)) { commits.push(hash); }
			open.push(...commit.parents);
		}
		if (!commits.length) { return; }
		commits.sort((a, b) => (byHash.get(b)?.at.getTime() ?? 0) - (byHash.get(a)?.at.getTime() ?? 0));
		branches.push({ commits: commits.map(hash => `commit:${hash}`), from: from && point(from), into: into && point(into) });
	};
	// The first merge that has a commit is the one that brought it in.
	for (const merge of [...line].reverse()) { for (const parent of merge.parents.slice(1)) { if (!seen.has(parent)) { follow(parent, merge); } } }
	// What no merge has: from its newest commit down.
	for (const { hash } of log) { if (!seen.has(hash)) { follow(hash, undefined); } }
	return { others: Float64Array.from(log.filter(({ hash }) => !made.has(hash)), ({ at }) => at.getTime()), branches };
}
