import { succeeded } from './failure';
import { runGit } from './run';

/** The commits that `names` (refs, 'HEAD') stand for, null where there is none. One git process. */
export async function objectsOf(folder: string, names: readonly string[], signal?: AbortSignal): Promise<readonly (string | null)[]> {
	const input = names.map(name => `${name}^{commit}\n`).join('');
	const output = await runGit(folder, ['cat-file', '--batch-check=%(objectname)'], { input, signal });
	const lines = succeeded(output, 'look up a commit', folder).toString('utf8').split('\n');
	return names.map((_, index) => /^[0-9a-f]{40,64}$/.exec(lines[index] ?? '')?.[0] ?? null);
}
