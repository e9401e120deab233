import { succeeded } from './failure';
import { runGit } from './run';
import type { Untrusted } from './untrusted';

/** A path as git holds it: bytes, one in each character ('latin1'), so that names which aren't UTF-8 survive. Relative to the repository. */
export type RawPath = string;

export interface Change {
	readonly path: RawPath;
	/** The index against HEAD; 'unmerged' in the middle of a merge with conflicts. */
	readonly index: 'same' | 'staged' | 'unmerged' | 'untracked';
	/** The working tree against the index. */
	readonly tree: 'same' | 'changed' | 'deleted';
}

export interface Status {
	readonly commit: string | null;
	readonly branch: string | null;
	readonly changes: readonly Change[];
	/** The changes under any `.model-registry`: the registry's own files are not the state of the code. */
	readonly registry: readonly Change[];
}

/**
 * The changes without the artifact itself: untracked weights are not a change of the code, and their bytes are kept elsewhere.
 * @param artifact its path in the repository; a tracked one counts like any other file
 */
export function changesBut(changes: readonly Change[], artifact: string | undefined): readonly Change[] {
	if (artifact === undefined) { return changes; }
	return changes.filter(({ index, path }) => index !== 'untracked' || !isWithin(textOf(path).replace(/\/$/, ''), artifact));
}

/** Whether `path` is `place` or lies in it. */
export function isWithin(path: string, place: string): boolean {
	return path === place || path.startsWith(`${place}/`);
}

export const textOf = (path: RawPath): string => Buffer.from(path, 'latin1').toString('utf8');

/** For `-z --stdin`. */
export const listOf = (paths: readonly RawPath[]): Buffer => Buffer.from(paths.map(path => `${path}\0`).join(''), 'latin1');

const inRegistry = /(^|\/)\.model-registry(\/|$)/;

/**
 * HEAD, branch and all changes. One git process. Changes within submodules are not seen: git would start another git there,
 * under the submodule's config (see submodules.ts).
 *
 * @param untrackedFiles 'normal' names an untracked folder as a whole, 'all' every file in it
 */
export async function readStatus(topLevel: string, untrackedFiles: 'normal' | 'all', { config }: Untrusted, signal?: AbortSignal): Promise<Status> {
	const output = await runGit(topLevel, [
		'status', '--porcelain=v2', '--branch', '--no-ahead-behind', '-z', '--no-renames', '--ignore-submodules=dirty', `--untracked-files=${untrackedFiles}`,
	], { config, signal });
	return parseStatus(succeeded(output, 'read the state of the working tree', topLevel));
}

/** git-status, 'Porcelain Format Version 2'. */
export function parseStatus(output: Buffer): Status {
	let commit: string | null = null;
	let branch: string | null = null;
	const changes: Change[] = [];
	const registry: Change[] = [];
	const add = (change: Change) => { (inRegistry.test(change.path) ? registry : changes).push(change); };
		for (const line of output.toString('latin1').split('\0')) {
		const oid = after(line, '# branch.oid ');
		const head = after(line, '# branch.head ');
		if (oid !== null) { commit = oid === '(initial)' ? null : oid; }
		if (head !== null) { branch = head === '(detached)' ? null : textOf(head); }
		switch (line[0]) {
			case '1': add({ path: fields(line, 8), index: line[2] === '.' ? 'same' : 'staged', tree: line[3] === '.' ? 'same' : line[3] === 'D' ? 'deleted' : 'changed' }); break;
			case 'u': add({ path: fields(line, 10), index: 'unmerged', tree: line.split(' ', 7)[6] === '000000' ? 'deleted' : 'changed' }); break;
			case '?': add({ path: line.slice(2), index: 'untracked', tree: 'changed' }); break;
		}
	}
	return { commit, branch, changes, registry };
}

function after(line: string, prefix: string): string | null {
	return line.startsWith(prefix) ? line.slice(prefix.length) : null;
}

/** What follows the first `count` fields. */
function fields(line: string, count: number): string {
	let at = 0;
	for (let field = 0; field < count; field++) { at = line.indexOf(' ', at) + 1; }
	return line.slice(at);
}
