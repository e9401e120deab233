import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { lstat } from '../files/quick';
import type { ArtifactFile } from '../model';
import { inTurns } from './inTurns';
import { openRegular } from './openRegular';
import type { Lane } from './pump';
import { pump } from './pump';
import { checkRelativePath, printable } from './relativePath';

/** What has to be done so that a file stands in a folder. */
export type Step = 'leave' | 'write' | 'replace';

/** Throws 'bad-path' for paths that lead out of a folder, and for two that can't stand in one folder together. */
export async function checkPaths(files: readonly ArtifactFile[]): Promise<void> {
	// Where the file system may not tell 'A' from 'a', one would overwrite the other.
	const key = (path: string) => process.platform === 'linux' ? path : path.normalize('NFC').toLowerCase();
	const all = new Set<string>();
	await inTurns(files, ({ path }) => {
		checkRelativePath(path);
		if (all.has(key(path))) { throw new RegistryError('bad-path', { path: printable(path), why: 'another file of the version has the same name' }); }
		all.add(key(path));
	});
	for (const folder of await foldersFor(files.map(file => file.path))) {
		if (all.has(key(folder))) { throw new RegistryError('bad-path', { path: printable(folder), why: 'it is both a file and a folder of the version' }); }
	}
}

/**
 * Looks at what stands where `file` is to go; writes nothing. `folder` is the target with its links resolved. Throws 'would-overwrite' unless
 * `force`, 'through-link' for a linked sub-folder, 'in-the-way' where a folder or something stranger stands there.
 */
export async function stepFor(folder: string, file: ArtifactFile, force: boolean, name: (path: string) => string, lane: Lane): Promise<Step> {
	const parts = file.path.split('/');
	for (let i = 1; i < parts.length; i++) {
		const parent = join(folder, ...parts.slice(0, i));
		const stat = await statOf(parent, name(parent));
		if (!stat) { return 'write'; }
		if (stat.isSymbolicLink()) { throw new RegistryError('through-link', { path: name(parent) }); }
		if (!stat.isDirectory()) { throw inTheWay(name(parent), 'a file of that name is in the way'); }
	}
	const path = join(folder, ...parts);
	const stat = await statOf(path, name(path));
	if (!stat) { return 'write'; }
	if (stat.isDirectory()) { throw inTheWay(name(path), 'a folder of that name is in the way'); }
	if (stat.isFile() && Number(stat.size) === file.bytes && await digest(path, name(path), lane) === file.sha256) { return 'leave'; }
	if (!force) { throw new RegistryError('would-overwrite', { path: name(path) }); }
	if (!stat.isFile() && !stat.isSymbolicLink()) { throw inTheWay(name(path), 'what stands there is neither a file nor a link'); }
	return 'replace';
}

const inTheWay = (path: string, what: string) => new RegistryError('in-the-way', { path, what });

async function digest(path: string, name: string, lane: Lane): Promise<string> {
	const source = await openRegular(path, name, undefined, true);
	try {
		return await pump(source, name, lane);
	} finally {
		await source.close();
	}
}

async function statOf(path: string, name: string): Promise<BigIntStats | undefined> {
	try {
		return await lstat(path, { bigint: true });
	} catch (error) {
		if (errorCode(error) === 'ENOENT') { return undefined; }
		throw asRegistryError(error, name);
	}
}

/** The folders that relative paths need, shortest first. */
export async function foldersFor(paths: readonly string[]): Promise<string[]> {
	const all = new Set<string>();
	await inTurns(paths, path => {
		for (let parent = folderOf(path); parent !== '' && !all.has(parent); parent = folderOf(parent)) { all.add(parent); }
	});
	return [...all].sort((a, b) => a.length - b.length);
}

/** '' for what stands at the top. */
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
