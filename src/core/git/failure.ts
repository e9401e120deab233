import { homedir } from 'node:os';
import { RegistryError } from '../errors';
import type { GitOutput } from './run';
import { Untied } from './untied';

export const noRepository = "The folder isn't in a git repository.";

/** git's English messages (`LC_ALL=C`) for what is a property of the repository, not of the call. */
const properties: readonly (readonly [RegExp, (message: string) => string])[] = [
	[/dubious ownership/, () => "git refuses the repository because its folder belongs to another user (git's setting safe.directory)."],
	[/cannot use bare repository|must be run in a work ?tree/, () => 'The repository is bare: there is no working tree to tie to.'],
	[/not a git repository: /, () => 'The repository that the folder belonged to is gone.'],
	[/not a git repository/i, () => noRepository],
	[/unknown repository extension|expected git repo version/i, message => `The repository needs a newer git: ${message}.`],
	[/corrupt|damaged|bad (config|object|signature|tree|ref|index|numeric)|(unable|cannot|could not|failed) to (read|parse|resolve|unpack)|not a valid|invalid (object|sha1|gitfile|index|HEAD)|missing (blob|object)|loose object|packfile|broken|is empty/i, message => `The repository can't be read: ${message}.`],
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
