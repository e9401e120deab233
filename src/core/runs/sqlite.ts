import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { pathIn } from './parse/pathIn';
import { withCommittedFrames } from './parse/walFrames';
import type { OpenSqlite, SqliteImage, SqlRow } from './openSqlite';
import { readBounded } from './readBounded';
import type { RunFolder } from './reader';

const magic = 'SQLite format 3\0';
/** It is held in memory, once as bytes and once by SQLite. */
const maxBytes = 256 * 1024 * 1024;
const maxBytesInLists = 64 * 1024 * 1024;

/**
 * Uses a SQLite file of a training tool without touching it: its bytes, and what its write-ahead log has committed, are read into memory.
 * Undefined where the file is none or doesn't hold the word `mark`, as the name of one of the tool's tables. Throws RegistryError 'unreadable' (too
 * long), 'damaged-file'.
 */
export async function withSqlite<T>(folder: RunFolder, name: string, options: { readonly sqlite?: OpenSqlite; readonly brief: boolean; readonly mark: string }, use: (image: SqliteImage) => T): Promise<T | undefined> {
	const path = pathIn(folder, name);
	const bytes = options.sqlite && await readImage(folder, name, options.brief ? maxBytesInLists : maxBytes);
	if (!options.sqlite || !bytes?.includes(options.mark)) { return undefined; }
	let image: SqliteImage | undefined;
	try {
		image = await options.sqlite(bytes);
		return use(image);
	} catch (error) {
		if (error instanceof RegistryError || error instanceof TypeError) { throw error; }
		throw new RegistryError('damaged-file', { path, why: `SQLite says '${error instanceof Error ? error.message : String(error)}'` }, { cause: error });
	} finally {
		image?.close();
	}
}

async function readImage(folder: RunFolder, name: string, limit: number): Promise<Buffer | undefined> {
	const path = pathIn(folder, name);
	const head = await folder.stat(name);
	if (!head || head.bytes < magic.length) { return undefined; }
	const database = await readFile(folder, name, limit);
	if (database?.subarray(0, magic.length).toString('latin1') !== magic) { return undefined; }
	const log = await readFile(folder, `${name}-wal`, limit);
	const after = await folder.stat(name);
	if (after?.modified.getTime() !== head.modified.getTime()) { throw new RegistryError('changed-while-read', { path }); }
	return log ? withCommittedFrames(database, log) : database;
}

async function readFile(folder: RunFolder, name: string, limit: number): Promise<Buffer | undefined> {
	const path = pathIn(folder, name);
	const absolute = await folder.locate(name);
	if (absolute === undefined) { return undefined; }
	const bytes = await readBounded(absolute, limit).catch(error => {
		// A database in use loses its log when its last user leaves.
		if (errorCode(error) === 'ENOENT') { return undefined; }
		throw asRegistryError(error, path, 'read');
	});
	if (bytes === 'too long') { throw new RegistryError('unreadable', { path, why: `it is longer than the ${limit / 1024 / 1024} MiB that are read of a database` }); }
	return bytes;
}

export function textIn(row: SqlRow | undefined, column: string): string | undefined {
	const value = row?.[column];
	if (value instanceof Uint8Array) { return Buffer.from(value).toString('utf8'); }
	return value === null || value === undefined ? undefined : String(value);
}

export function numberIn(row: SqlRow | undefined, column: string): number | undefined {
	const value = row?.[column];
	return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined;
}

/** Rows by the text in one of their columns. */
export function grouped(rows: readonly SqlRow[], column: string): ReadonlyMap<string, readonly SqlRow[]> {
	const groups = new Map<string, SqlRow[]>();
	for (const row of rows) {
		const key = textIn(row, column) ?? '';
		const group = groups.get(key);
		if (group) { group.push(row); } else { groups.set(key, [row]); }
	}
	return groups;
}
