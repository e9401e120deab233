import { succeeded } from './failure';
import { runGit } from './run';

/** The commit that a file came into the history with. */
export interface Arrival {
	/** In full. */
	readonly commit: string;
	readonly subject: string;
}

/**
 * The commits that brought these files in, by path. A file that was removed since counts too; one that isn't committed is left out.
 * @param paths in the repository, with '/', at most some thousand
 */
export async function arrivalsOf(topLevel: string, paths: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Arrival>> {
	if (!paths.length) { return new Map(); }
	const output = await runGit(topLevel, ['log', '--no-renames', '--diff-filter=A', '--format=%x01%H%x00%s%x00', '--name-only', '-z', 'HEAD', '--', ...paths.map(path => `:(top,literal)${path}`)], { signal });
	// No commit yet.
	if (output.code !== 0 && /unknown revision|bad revision/i.test(output.stderr)) { return new Map(); }
	const found = new Map<string, Arrival>();
	for (const part of succeeded(output, 'read the history of the records', topLevel).toString('utf8').split('\u0001').slice(1)) {
		const [commit = '', subject = '', ...names] = part.split('\0');
		// Newest first: of several that added a file (picked over to another branch) the first one counts.
		for (const name of names) { if (name.trim() !== '') { found.set(name.replace(/^\n/, ''), { commit, subject }); } }
	}
	return found;
}
