import { succeeded } from './failure';
import { runGit } from './run';

/** A state of the code: its commit, and the tree that was really there. */
export interface CodeState {
	readonly commit: string;
	/** The commit of the exact state; the same as `commit` where none was kept. */
	readonly state: string;
}

export interface ChangedFile {
	/** In the repository, with '/'. */
	readonly path: string;
	/** Lines; null for a binary file. */
	readonly added: number | null;
	readonly removed: number | null;
}

/** What lies between two states of the code. */
export interface CodeBetween {
	/** Commits that the other has and the base hasn't. */
	readonly ahead: number;
	/** Commits that the base has and the other hasn't. */
	readonly behind: number;
	readonly files: readonly ChangedFile[];
}

/** Files that one comparison lists at most. */
const mostFiles = 2_000;
/** git processes that run at a time. */
const atOnce = 4;

/** From `base` to each of `others`, in their order; null where the repository hasn't the commits any more. The registry's own folder is left out. */
export async function codeBetween(topLevel: string, base: CodeState, others: readonly CodeState[], signal?: AbortSignal): Promise<readonly (CodeBetween | null)[]> {
	const trees = await treesOf(topLevel, [base, ...others].map(one => one.state), signal);
	const from = trees[0];
	if (from === undefined || from === null) { return others.map(() => null); }
	const files = await filesBetween(topLevel, from, [...new Set(trees.slice(1))].filter(tree => tree !== null && tree !== from) as string[], signal);
	const counted = new Map<string, Promise<readonly [number, number] | null>>();
	const found: (CodeBetween | null)[] = [];
	for (let start = 0; start < others.length; start += atOnce) {
		found.push(...await Promise.all(others.slice(start, start + atOnce).map(async ({ commit }, at): Promise<CodeBetween | null> => {
			const tree = trees[start + at + 1];
			if (tree === undefined || tree === null) { return null; }
			const counts = counted.get(commit) ?? commitsBetween(topLevel, base.commit, commit, signal);
			counted.set(commit, counts);
			const both = await counts;
			return both && { behind: both[0], ahead: both[1], files: files.get(tree) ?? [] };
		})));
	}
	return found;
}

async function treesOf(topLevel: string, commits: readonly string[], signal?: AbortSignal): Promise<readonly (string | null)[]> {
	const input = commits.map(commit => `${isCommit(commit) ? commit : 'none'}^{tree}\n`).join('');
	const output = succeeded(await runGit(topLevel, ['cat-file', '--batch-check=%(objectname)'], { input, signal }), 'look up the code of a version', topLevel);
	const lines = output.toString('utf8').split('\n');
	return commits.map((_, at) => /^[0-9a-f]{40,64}$/.exec(lines[at] ?? '')?.[0] ?? null);
}

/** Tree → how its files differ from `from`. One git process. */
async function filesBetween(topLevel: string, from: string, to: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, readonly ChangedFile[]>> {
	if (!to.length) { return new Map(); }
	const output = await runGit(topLevel, ['diff-tree', '--stdin', '-r', '--numstat', '-z', '--no-renames', '--no-ext-diff', '--no-textconv'], { input: to.map(tree => `${from} ${tree}\n`).join(''), signal });
	const found = new Map<string, ChangedFile[]>();
	let files: ChangedFile[] = [];
	for (const item of succeeded(output, 'compare the code of two versions', topLevel).toString('utf8').split('\0')) {
		// Before the first file of a pair stands the pair.
		const head = /^[0-9a-f]{40,64} ([0-9a-f]{40,64})\n/.exec(item);
		if (head?.[1] !== undefined) { files = []; found.set(head[1], files); }
		const [, added = '', removed = '', path = ''] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(head ? item.slice(head[0].length) : item) ?? [];
		if (path === '' || /(?:^|\/)\.model-registry\//.test(path) || files.length >= mostFiles) { continue; }
		files.push({ path, added: lines(added), removed: lines(removed) });
	}
	return found;
}

const lines = (text: string) => (text === '-' ? null : Number(text));

/** Commits that only the first has, and that only the second has; null where one isn't there. */
async function commitsBetween(topLevel: string, from: string, to: string, signal?: AbortSignal): Promise<readonly [number, number] | null> {
	if (from === to) { return [0, 0]; }
	if (!isCommit(from) || !isCommit(to)) { return null; }
	const output = await runGit(topLevel, ['rev-list', '--left-right', '--count', `${from}...${to}`, '--'], { signal });
	// A shallow clone, or a history that was rewritten: nothing to count.
	if (output.code !== 0) { return null; }
	const [, left, right] = /^(\d+)\s+(\d+)/.exec(output.stdout.toString('utf8')) ?? [];
	return left === undefined ? null : [Number(left), Number(right)];
}

const isCommit = (text: string) => /^[0-9a-f]{40,64}$/.test(text);
