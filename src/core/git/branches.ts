import { runGit } from './run';

/** Commits whose branches are looked for: one git process each. */
const most = 60;

/**
 * For each group of commits: the branch that tells each from the others of its group. That is one that has it and none of the others; of a commit that has
 * no such branch, while all others have one, it is the branch that is checked out. A branch that was deleted after it was merged tells nothing.
 */
export async function branchesApart(topLevel: string, groups: readonly (readonly string[])[], signal?: AbortSignal): Promise<readonly ReadonlyMap<string, string>[]> {
	const containing = new Map<string, readonly string[]>();
	for (const commit of [...new Set(groups.flat())].slice(0, most)) {
		const output = await runGit(topLevel, ['for-each-ref', '--format=%(refname)', `--contains=${commit}`, 'refs/heads', 'refs/remotes'], { signal });
		containing.set(commit, output.code === 0 ? output.stdout.toString('utf8').split('\n').filter(name => name !== '' && !name.endsWith('/HEAD')) : []);
	}
	const head = containing.size ? (await runGit(topLevel, ['symbolic-ref', '--quiet', 'HEAD'], { signal })).stdout.toString('utf8').trim() : '';
	return groups.map(group => {
		const commits = [...new Set(group)];
		const own = new Map(commits.flatMap(commit => {
			const others = new Set(commits.filter(other => other !== commit).flatMap(other => containing.get(other) ?? []));
			const alone = (containing.get(commit) ?? []).filter(name => !others.has(name));
			const chosen = alone.find(name => name.startsWith('refs/heads/')) ?? alone[0];
			return chosen === undefined || commits.length < 2 ? [] : [[commit, shortName(chosen)] as const];
		}));
		const left = commits.filter(commit => !own.has(commit));
		const [only] = left;
		if (commits.length > 1 && left.length === 1 && only !== undefined && containing.get(only)?.includes(head)) { own.set(only, shortName(head)); }
		return own;
	});
}

function shortName(ref: string): string {
	return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}
