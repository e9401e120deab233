import { lstat, stat } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { RegistryError } from '../core/errors';
import { registryFolderName } from '../core/ledger/layout';

/** The folder of -C. Throws 'not-found', 'not-a-file'. */
export async function folderGiven(directory: string, cwd: string): Promise<string> {
	const folder = resolve(cwd, directory);
	const found = await stat(folder).catch(() => undefined);
	if (!found) { throw new RegistryError('not-found', { path: folder }); }
	if (!found.isDirectory()) { throw new RegistryError('bad-value', { what: `-C ${directory}`, why: 'it is a file, and -C takes the workspace folder' }); }
	return folder;
}

/** The nearest folder upwards that has a registry, or what is in its place; undefined where there is none. */
export async function nearestWorkspace(from: string): Promise<string | undefined> {
	for (let folder = from; ; folder = dirname(folder)) {
		// What can't be looked at can't be a registry that is used here.
		if (await lstat(join(folder, registryFolderName)).catch(() => undefined)) { return folder; }
		if (dirname(folder) === folder) { return undefined; }
	}
}

export function isInside(folder: string, path: string): boolean {
	const way = relative(folder, path);
	return way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}

/**
 * A path as the workspace names it: where it is outside only because one of the two was reached through a symbolic link, it is the same
 * place under the workspace's own name. A link at the end of the path stays a link.
 */
export function asInside(workspace: string, path: string): string {
	if (isInside(workspace, path)) { return path; }
	try {
		const real = join(realpathSync(dirname(path)), basename(path));
		const root = realpathSync(workspace);
		return isInside(root, real) ? join(workspace, relative(root, real)) : path;
	} catch {
		// A folder that isn't there: the verb says so of the path as it was given.
		return path;
	}
}
