import { readdirSync, type Dirent } from 'node:fs';
import { isAbsolute, join, posix, relative as pathFrom, sep } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { breathe } from '../files/breathe';
import { realpath, stat } from '../files/quick';
import type { WorkspacePath } from '../model';
import { readBounded } from './readBounded';
import type { RunFolder } from './reader';

const defaultLimit = 8 * 1024 * 1024;
/** Names that one folder may hold; what comes after them in the alphabet is not seen. */
const maxNames = 100_000;

/**
 * Opens a folder of the workspace for the readers of training records. `workspace` is absolute, `path` relative to it ('' for itself).
 * Links that lead out of the workspace are as good as absent, and only regular files are ever opened: a FIFO never blocks.
 * Undefined where there is no such folder. Throws RegistryError('unreadable').
 */
export async function openRunFolder(workspace: string, path: WorkspacePath): Promise<RunFolder | undefined> {
	const root = await existing(realpath(workspace), '.');
	const here = root === undefined ? undefined : await resolveInside(root, path);
	return root === undefined || here === undefined ? undefined : openAt(root, here, path);
}

/** Opens folders of the workspace as `openRunFolder` does. A folder that was opened stays as it was found. */
export type OpenFolder = (path: WorkspacePath) => Promise<RunFolder | undefined>;

/** For one look around, in which several want to see the same folders. `workspace` is absolute. */
export function folderOpener(workspace: string): OpenFolder {
	const opened = new Map<WorkspacePath, Promise<RunFolder | undefined>>();
	return path => {
		let folder = opened.get(path);
		if (!folder) { opened.set(path, folder = openRunFolder(workspace, path)); }
		return folder;
	};
}

/** `here` is where `path` really lies, inside `root`. */
async function openAt(root: string, here: string, path: WorkspacePath): Promise<RunFolder | undefined> {
	const found = await namesIn(root, here, path);
	if (!found) { return undefined; }
	const { plain, ...names } = found;

	/** The workspace path of something below this folder; undefined where the text leads elsewhere. */
	function below(relative: string): WorkspacePath | undefined {
		const normal = posix.normalize(sep === '\\' ? relative.replaceAll('\\', '/') : relative);
		if (normal === '..' || normal.startsWith('../') || posix.isAbsolute(normal) || isAbsolute(normal) || normal.includes('\0')) { return undefined; }
		return posix.join(path, normal).replace(/^\.$|\/$/, '');
	}

	async function resolved(relative: string): Promise<string | undefined> {
		// What the listing showed to be no link needs no look at where it leads.
		if (plain.has(relative)) { return join(here, relative); }
		const wanted = below(relative);
		return wanted === undefined ? undefined : resolveInside(root, wanted);
	}

	async function locate(relative: string): Promise<string | undefined> {
		const absolute = await resolved(relative);
		return absolute !== undefined && (await existing(stat(absolute), relative))?.isFile() ? absolute : undefined;
	}

	return {
		path, ...names, locate,
		async text(relative, limit = defaultLimit) {
			const absolute = await resolved(relative);
			const bytes = absolute === undefined ? undefined : await existing(readBounded(absolute, limit), posix.join(path, relative));
			if (bytes === 'too long') { throw new RegistryError('damaged-file', { path: posix.join(path, relative), why: `it is longer than the ${limit} bytes that are read of such a file` }); }
			return bytes?.toString('utf8').replace(/^\uFEFF/, '');
		},
		async stat(relative) {
			const absolute = await locate(relative);
			const what = absolute === undefined ? undefined : await existing(stat(absolute), relative);
			return what && { bytes: what.size, modified: what.mtime };
		},
		async folder(relative) {
			const wanted = below(relative);
			const absolute = wanted === undefined ? undefined : await resolved(relative);
			return wanted === undefined || absolute === undefined ? undefined : openAt(root, absolute, wanted);
		},
	};
}

/** Where `path` really lies, if that is inside `root`. */
async function resolveInside(root: string, path: WorkspacePath): Promise<string | undefined> {
	const real = await existing(realpath(join(root, path)), path);
	if (real === undefined) { return undefined; }
	const from = pathFrom(root, real);
	return from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from) ? undefined : real;
}

async function namesIn(root: string, absolute: string, path: WorkspacePath): Promise<Pick<RunFolder, 'files' | 'folders'> & { readonly plain: ReadonlySet<string> } | undefined> {
	const entries = await existing(list(absolute), path);
	if (!entries) { return undefined; }
	const files: string[] = [];
	const folders: string[] = [];
	const plain = new Set<string>();
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, maxNames)) {
		if (entry.isFile()) { files.push(entry.name); }
		if (entry.isDirectory()) { folders.push(entry.name); }
		if (entry.isFile() || entry.isDirectory()) { plain.add(entry.name); }
		if (entry.isSymbolicLink()) {
			const target = await resolveInside(root, posix.join(path, entry.name));
			const kind = target === undefined ? undefined : await existing(stat(target), path);
			if (kind?.isFile()) { files.push(entry.name); }
			if (kind?.isDirectory()) { folders.push(entry.name); }
		}
	}
	return { files, folders, plain };
}

async function list(absolute: string): Promise<Dirent[]> {
	await breathe();
	return readdirSync(absolute, { withFileTypes: true });
}

/** The answer, or undefined where nothing is there (any more), or a link goes round in circles. */
async function existing<T>(answer: Promise<T>, path: string): Promise<T | undefined> {
	try {
		return await answer;
	} catch (error) {
		if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(errorCode(error) ?? '')) { return undefined; }
		throw asRegistryError(error, path === '' ? '.' : path, 'read');
	}
}
