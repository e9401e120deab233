import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { succeeded } from './failure';
import { runGit } from './run';

/** The commits whose parents a shallow clone doesn't have. Empty in a whole clone. One git process. */
export async function shallowCommits(topLevel: string, signal?: AbortSignal): Promise<ReadonlySet<string>> {
	const output = await runGit(topLevel, ['rev-parse', '--git-path', 'shallow'], { signal });
	const path = resolve(topLevel, succeeded(output, 'look for the end of a shallow clone', topLevel).toString('utf8').trim());
	// A whole clone has no such file.
	const text = await readFile(path, 'utf8').catch(() => '');
	return new Set(text.split('\n').filter(line => line !== ''));
}
