import { copyFile, mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import type { Plan } from './changes';
import type { Setting } from './config';
import { succeeded } from './failure';
import type { Repository } from './repository';
import { runGit } from './run';
import { listOf } from './status';
import type { Untrusted } from './untrusted';

/**
 * Writes the working tree as a tree object, through a copy of the user's index in a temporary folder: git reads only the files that
 * differ from it. Entries that the user hides from git (sparse checkout, assume-unchanged) stay as the index has them.
 * Two or three git processes.
 */
export async function writeTree({ topLevel, index }: Repository, { add, remove }: Pick<Plan, 'add' | 'remove'>, settings: readonly Setting[], { config }: Untrusted, signal?: AbortSignal): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'model-registry-'));
	try {
		const copy = join(folder, 'index');
		await copyIndex(index, copy);
		const run = async (args: readonly string[], input?: Buffer) => {
			const output = await runGit(topLevel, args, { config, environment: { GIT_INDEX_FILE: copy }, input, signal });
			return succeeded(output, 'write the state of the working tree', topLevel);
		};
		// `--verbose` only because simple-git waits 50 ms after a git that printed nothing. Removals go first and by force: a file may have
		// become a folder, and a folder a link.
		if (remove.length) { await run(['update-index', '--verbose', '--force-remove', '-z', '--stdin'], listOf(remove)); }
		if (add.length) { await run(['update-index', '--verbose', '--add', '--remove', '--replace', '-z', '--stdin'], listOf(add)); }
		// A partial clone lacks objects by design; anywhere else a missing one is worth noticing.
		const partial = settings.some(({ section, name }) => (section === 'remote' && name === 'promisor') || (section === 'extensions' && name === 'partialclone'));
		return (await run(['write-tree', ...(partial ? ['--missing-ok'] : [])])).toString('utf8').trim();
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * The copy must not look younger than the index: git takes a file that is older than its index for unchanged when size and time
 * agree, and reads one that is not (git's 'racy-git' note). Whole seconds, rounded down, only make it read more.
 */
async function copyIndex(index: string, copy: string): Promise<void> {
	try {
		const seconds = Math.floor((await stat(index)).mtimeMs / 1000);
		await copyFile(index, copy);
		await utimes(copy, seconds, seconds);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		// A repository in which nothing was ever added has no index, and git starts with an empty one.
		if (code === 'ENOENT') { return; }
		throw new RegistryError('git-failed', { what: 'copy its index to the temporary folder', why: code ?? 'unknown' }, { cause: error });
	}
}
