import { homedir } from 'node:os';
import { RegistryError } from '../errors';
import type { GitOutput } from './run';
import { Untied } from './untied';

export const noRepository = "The folder isn't in a git repository.";

/** At the start of a line only: further on there may be a file's name, and a file can be named anything. */
const damage = new RegExp(`^(?:fatal|error): (?:${[
	'bad (?:config|object|signature|tree|index|numeric)', 'index file', 'unknown index', 'corrupt', 'loose object', 'packfile', 'object file ', 'object [0-9a-f]{7,}', 'missing (?:blob|object|tree)',
	'invalid (?:object|sha1|gitfile|index|HEAD)', 'not a valid object', '(?:unable|failed) to (?:read|parse|resolve|unpack) (?:tree|object|ref|HEAD|[0-9a-f]{7,})', 'could not (?:read|parse|resolve) (?:tree|object|ref|HEAD|[0-9a-f]{7,})',
].join('|')})`, 'm');

/** git's English messages (`LC_ALL=C`) for what is a property of the repository, not of the call. */
const properties: readonly (readonly [RegExp, (message: string) => string])[] = [
	[/^fatal: (?:detected dubious ownership|unsafe repository)/m, () => "git refuses the repository because its folder belongs to another user (git's setting safe.directory)."],
	[/^fatal: (?:cannot use bare repository|this operation must be run in a work tree)/m, () => 'The repository is bare: there is no working tree to tie to.'],
	[/^fatal: not a git repository: /mi, () => 'The repository that the folder belonged to is gone.'],
	[/^fatal: not a git repository/mi, () => noRepository],
	[/^fatal: (?:unknown repository extension|expected git repo version)/mi, message => `The repository needs a newer git: ${message}.`],
	[damage, message => `The repository can't be read: ${message}.`],
];

/**
 * The output of a git that succeeded.
 *
 * @param what the attempt, for "git could not …"
 * @throws Untied when the repository is one that git won't or can't read; RegistryError 'git-failed' for anything else.
 */
export function succeeded(output: GitOutput, what: string, folder: string): Buffer {
	if (output.code === 0) { return output.stdout; }
	const message = firstMessage(output.stderr, folder);
	for (const [pattern, sentence] of properties) {
		if (pattern.test(output.stderr)) { throw new Untied(sentence(message)); }
	}
	throw new RegistryError('git-failed', { what, why: message || `it ended with code ${output.code}` });
}

/** The line that says it, without git's prefix, the final full stop, or an absolute path. */
export function firstMessage(stderr: string, folder: string): string {
	const lines = stderr.split('\n').map(line => line.trim()).filter(Boolean);
	const line = lines.find(line => line.startsWith('fatal: ')) ?? lines.find(line => line.startsWith('error: ')) ?? lines[0] ?? '';
	return line.replace(/^(fatal|error): /, '').replaceAll(`${folder}/`, '').replaceAll(folder, '.').replaceAll(homedir(), '~').replace(/[.:]+$/, '');
}
