import type { Stats } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative as relativePath, resolve, sep } from 'node:path';
import { RegistryError } from '../errors';
import { errorCode } from '../files/asRegistryError';
import { lstat, realpath } from '../files/quick';
import { readFailure } from '../files/readFailure';
import type { WorkspacePath } from '../model';
import type { Candidate } from './format';
import { unreadable, withRanges } from './rangeReader';

const HEAD = 4096;
/** Names of a folder that are looked at; a model has its marker among the first. */
const MOST_ENTRIES = 20_000;

/**
 * A file or folder of the workspace, ready for the readers: nothing but a regular file is ever opened, nothing outside `root` is reached.
 *
 * @param path absolute
 * @param root absolute path of the workspace folder
 * @throws RegistryError 'not-found', 'link-loop', 'outside', 'not-a-file', 'unreadable'
 */
export async function openCandidate(path: string, root: string): Promise<Candidate> {
	const realRoot = await realpath(root).catch((error: NodeJS.ErrnoException) => { throw unreadable(error, basename(root)); });
	return candidateAt(resolve(path), resolve(root), realRoot);
}

async function candidateAt(path: string, root: string, realRoot: string): Promise<Candidate> {
	const { real, stats, workspacePath } = await locate(path, root, realRoot);
	const isDirectory = stats.isDirectory();
	if (!isDirectory && !stats.isFile()) { throw new RegistryError('not-a-file', { path: workspacePath, what: nature(stats) }); }
	// Links are resolved for the bytes only: what lies beside a file is what lies beside its name.
	const folder = isDirectory ? path : dirname(path);
	return {
		path, workspacePath, name: basename(path), isDirectory,
		size: isDirectory ? 0 : stats.size,
		head: isDirectory ? Buffer.alloc(0) : await withRanges(real, workspacePath, file => file.read(0, Math.min(file.size, HEAD))),
		entries: isDirectory ? await names(real, workspacePath) : [],
		async open(relative, use) {
			if (relative === undefined) { return withRanges(real, workspacePath, use); }
			const found = await locate(within(folder, relative, workspacePath), root, realRoot);
			return withRanges(found.real, found.workspacePath, use);
		},
		async inside(relative) {
			try {
				return await candidateAt(within(folder, relative, workspacePath), root, realRoot);
			} catch (error) {
				if (RegistryError.is(error, 'not-found')) { return undefined; }
				throw error;
			}
		},
	};
}

async function locate(path: string, root: string, realRoot: string): Promise<{ real: string; stats: Stats; workspacePath: WorkspacePath }> {
	const lexical = slashed(relativePath(root, path));
	const shown = leaves(lexical) ? basename(path) : lexical || '.';
	try {
		const real = await realpath(path);
		const inside = slashed(relativePath(realRoot, real));
		if (leaves(inside)) { throw new RegistryError('outside', { path: shown, folder: basename(root) }); }
		return { real, stats: await lstat(real), workspacePath: leaves(lexical) ? inside || '.' : shown };
	} catch (error) {
		throw error instanceof RegistryError ? error : errorCode(error) === 'ENOENT' ? await readFailure(error, path, shown) : unreadable(error as NodeJS.ErrnoException, shown);
	}
}

/** `relative` below `folder`. A file may name others (shards, external data): such a name is refused unless it stays. */
function within(folder: string, relative: string, named: WorkspacePath): string {
	const parts = relative.split(/[\\/]/);
	if (relative === '' || relative.includes('\0') || parts.includes('..') || isAbsolute(relative) || /^([A-Za-z]:|[\\/])/.test(relative)) {
		throw new RegistryError('outside', { path: `'${relative.slice(0, 200)}', which ${named} names,`, folder: 'its folder' });
	}
	return resolve(folder, ...parts);
}

async function names(folder: string, workspacePath: WorkspacePath): Promise<readonly string[]> {
	const found: string[] = [];
	try {
		for await (const entry of await opendir(folder)) {
			if (found.push(entry.name) >= MOST_ENTRIES) { break; }
		}
	} catch (error) {
		throw unreadable(error as NodeJS.ErrnoException, workspacePath);
	}
	return found.sort();
}

function nature(stats: Stats): string {
	if (stats.isFIFO()) { return 'a named pipe'; }
	if (stats.isSocket()) { return 'a socket'; }
	return 'a device';
}

function leaves(relative: string): boolean {
	return relative === '..' || relative.startsWith('../') || isAbsolute(relative);
}

function slashed(path: string): WorkspacePath {
	return sep === '/' ? path : path.replaceAll(sep, '/');
}
