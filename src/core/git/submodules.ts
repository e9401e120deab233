import { join } from 'node:path';
import { access } from '../files/quick';
import { readConfig } from './config';
import { succeeded } from './failure';
import { runGit } from './run';
import type { RawPath } from './status';
import { readStatus, textOf } from './status';
import { Untied } from './untied';
import { untrusted } from './untrusted';

/**
 * The submodules that hold uncommitted changes, at any depth. Each is asked on its own, with its own config checked first:
 * left to itself, `git status` would start a git in there that runs whatever filters the submodule's config names.
 * Costs nothing where there is no .gitmodules, else one process and two more for each submodule that is checked out.
 */
export async function changedSubmodules(topLevel: string, signal?: AbortSignal): Promise<readonly RawPath[]> {
	if (!await exists(join(topLevel, '.gitmodules'))) { return []; }
	const output = await runGit(topLevel, ['ls-files', '--stage', '-z'], { signal });
	const entries = succeeded(output, 'list the submodules', topLevel).toString('latin1').split('\0');
	const changed: RawPath[] = [];
	for (const entry of entries) {
		if (!entry.startsWith('160000 ')) { continue; }
		const path = entry.slice(entry.indexOf('\t') + 1);
		const folder = join(topLevel, textOf(path));
		if (await exists(join(folder, '.git')) && await isChanged(folder, signal)) { changed.push(path); }
	}
	return changed;
}

/** Whether the working tree in `folder` holds anything that HEAD doesn't, but for the registry's own files. */
async function isChanged(folder: string, signal?: AbortSignal): Promise<boolean> {
	try {
		const status = await readStatus(folder, 'normal', untrusted(await readConfig(folder, signal)), signal);
		return status.changes.length > 0 || (await changedSubmodules(folder, signal)).length > 0;
	} catch (error) {
		// A submodule that can't be read can't be vouched for either.
		if (error instanceof Untied) { return true; }
		throw error;
	}
}

async function exists(path: string): Promise<boolean> {
	try {
		await access(path);
		return true;
	} catch {
		// Absence is the answer.
		return false;
	}
}
