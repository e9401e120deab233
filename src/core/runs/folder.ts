import { constants } from 'node:fs';
import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises';
import { join, posix, relative as pathFrom, isAbsolute, sep } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import type { WorkspacePath } from '../model';
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
	return root === undefined ? undefined : openBelow(root, path);
}

async function openBelow(root: string, path: WorkspacePath): Promise<RunFolder | undefined> {
	const here = await resolveInside(root, path);
	const names = here === undefined ? undefined : await namesIn(root, here, path);
	if (!names) { return undefined; }

	/** The workspace path of something below this folder; undefined where the text leads elsewhere. */
	function below(relative: string): WorkspacePath | undefined {
		const normal = posix.normalize(sep === '\\' ? relative.replaceAll('\\', '/') : relative);
		if (normal === '..' || normal.startsWith('../') || posix.isAbsolute(normal) || isAbsolute(normal) || normal.includes('\0')) { return undefined; }
		return posix.join(path, normal).replace(/^\.$|\/$/, '');
	}

	async function locate(relative: string): Promise<string | undefined> {
		const wanted = below(relative);
		const absolute = wanted === undefined ? undefined : await resolveInside(root, wanted);
		return absolute !== undefined && (await existing(stat(absolute), relative))?.isFile() ? absolute : undefined;
	}

	return {
		path, ...names, locate,
		async text(relative, limit = defaultLimit) {
			const absolute = await locate(relative);
			return absolute === undefined ? undefined : readText(absolute, posix.join(path, relative), limit);
		},
		async stat(relative) {
			const absolute = await locate(relative);
			const found = absolute === undefined ? undefined : await existing(stat(absolute), relative);
			return found && { bytes: found.size, modified: found.mtime };
		},
		async folder(relative) {
			const wanted = below(relative);
			return wanted === undefined ? undefined : openBelow(root, wanted);
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

async function namesIn(root: string, absolute: string, path: WorkspacePath): Promise<Pick<RunFolder, 'files' | 'folders'> | undefined> {
	const entries = await existing(readdir(absolute, { withFileTypes: true }), path);
	if (!entries) { return undefined; }
	const files: string[] = [];
	const folders: string[] = [];
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, maxNames)) {
		if (entry.isFile()) { files.push(entry.name); }
		if (entry.isDirectory()) { folders.push(entry.name); }
		if (entry.isSymbolicLink()) {
			const target = await resolveInside(root, posix.join(path, entry.name));
			const kind = target === undefined ? undefined : await existing(stat(target), path);
			if (kind?.isFile()) { files.push(entry.name); }
			if (kind?.isDirectory()) { folders.push(entry.name); }
		}
	}
	return { files, folders };
}

async function readText(absolute: string, path: string, limit: number): Promise<string | undefined> {
	// Not to block where a FIFO has taken the file's place since it was looked at.
	const file = await existing(open(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), path);
	if (!file) { return undefined; }
	try {
		return await readWhole(file, path, limit);
	} catch (error) {
		throw asRegistryError(error, path, 'read');
	} finally {
		await file.close();
	}
}

async function readWhole(file: FileHandle, path: string, limit: number): Promise<string | undefined> {
	const found = await file.stat();
	if (!found.isFile()) { return undefined; }
	const size = found.size;
	if (size > limit) { throw new RegistryError('damaged-file', { path, why: `it is ${size} bytes long, and at most ${limit} are read of such a file` }); }
	const buffer = Buffer.alloc(size);
	let length = 0;
	while (length < size) {
		const { bytesRead } = await file.read(buffer, length, size - length, length);
		if (bytesRead === 0) { break; }
		length += bytesRead;
	}
	return buffer.toString('utf8', 0, length).replace(/^\uFEFF/, '');
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
