import { RegistryError } from '../errors';
import { succeeded } from './failure';
import { runGit } from './run';

/**
 * Paths of the files below a folder at a commit, branch or tag: in the repository, with '/'. Empty where the commit has no such folder. One git process.
 * Throws 'bad-value' where git knows nothing of that name.
 */
export async function namesAt(topLevel: string, ref: string, path: string, signal?: AbortSignal): Promise<readonly string[]> {
	const unknown = () => new RegistryError('bad-value', { what: `'${ref.replace(/\p{Cc}/gu, '\uFFFD').slice(0, 100)}'`, why: 'git knows no commit, branch or tag of that name. Fetch it, or name another' });
	// What begins with '-' would be an option, and ':' would be a path.
	if (!/^[^-\s:\p{Cc}][^\s:\p{Cc}]*$/u.test(ref)) { throw unknown(); }
	const output = await runGit(topLevel, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', `${ref}^{commit}`, '--', path], { signal });
	if (output.code !== 0 && /not a valid object name|unknown revision|ambiguous argument/i.test(output.stderr)) { throw unknown(); }
	return succeeded(output, 'list the files of a commit', topLevel).toString('utf8').split('\0').filter(name => name !== '');
}
