import { RegistryError } from '../errors';
import { succeeded } from './failure';
import { objectsOf } from './objects';
import { runGit } from './run';

/** What git doesn't know, or isn't asked for: what begins with '-' would be an option, and ':' would be a path. */
export function unknown(ref: string): RegistryError {
	return new RegistryError('bad-value', { what: `'${ref.replace(/\p{Cc}/gu, '\uFFFD').slice(0, 100)}'`, why: 'git knows no commit, branch or tag of that name. Fetch it, or name another' });
}

export const refPattern = /^[^-\s:\p{Cc}][^\s:\p{Cc}]*$/u;

/** The commit that a branch, tag or any other name of git stands for. One git process. Throws 'bad-value' where it stands for none. */
export async function commitNamed(topLevel: string, ref: string, signal?: AbortSignal): Promise<string> {
	const [commit] = refPattern.test(ref) ? await objectsOf(topLevel, [ref], signal) : [];
	if (!commit) { throw unknown(ref); }
	return commit;
}

/**
 * Paths of the files below a folder at a commit, branch or tag: in the repository, with '/'. Empty where the commit has no such folder. One git process.
 * Throws 'bad-value' where git knows nothing of that name.
 */
export async function namesAt(topLevel: string, ref: string, path: string, signal?: AbortSignal): Promise<readonly string[]> {
	if (!refPattern.test(ref)) { throw unknown(ref); }
	const output = await runGit(topLevel, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', `${ref}^{commit}`, '--', path], { signal });
	if (output.code !== 0 && /not a valid object name|unknown revision|ambiguous argument/i.test(output.stderr)) { throw unknown(ref); }
	return succeeded(output, 'list the files of a commit', topLevel).toString('utf8').split('\0').filter(name => name !== '');
}
