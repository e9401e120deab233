import { lstat, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { fsyncFolder, makeFolder } from '../files/atomic';
import type { Digest } from '../model';
import { concurrently } from './concurrently';
import { holds, objectSize, renameInto } from './objects';
import type { Place } from './place';
import { objectPath, shown, trashRoot } from './place';

/** How much a verb moved or removed. */
export interface Moved { readonly count: number; readonly bytes: number }

export interface Trashed extends Moved {
	readonly label: string;
	/** When something was last put there. */
	readonly since: Date;
}

/** Labels are names of folders: letters, digits, '-' and '_'. Throws 'bad-value'. */
function folderOf(place: Place, label: string): string {
	if (!/^[A-Za-z0-9_-]{1,100}$/.test(label)) { throw new RegistryError('bad-value', { what: 'The label of the trash', why: 'it holds more than letters, digits, - and _' }); }
	return join(trashRoot(place), label);
}

/** See `ArtifactStore.trash`. */
export async function trash(place: Place, sha256s: Iterable<Digest>, label: string): Promise<Moved> {
	const folder = folderOf(place, label);
	const moves: Move[] = [];
	for (const sha256 of new Set(sha256s)) {
		const bytes = await objectSize(place, sha256);
		if (bytes !== undefined) { moves.push({ from: objectPath(place, sha256), to: join(folder, sha256), bytes }); }
	}
	return moveAll(place, moves);
}

/** See `ArtifactStore.untrash`. */
export async function untrash(place: Place, label: string, wanted: Iterable<Digest> = []): Promise<Moved> {
	const folder = folderOf(place, label);
	const moves: Move[] = [];
	const missing = new Set(wanted);
	for (const { sha256, bytes } of await objectsIn(place, folder)) {
		const from = join(folder, sha256);
		missing.delete(sha256);
		// Registered again since: the same bytes are there already.
		if (await holds(place, sha256, bytes)) { await rm(from, { force: true }); } else { moves.push({ from, to: objectPath(place, sha256), bytes }); }
	}
	for (const sha256 of missing) { if (await holds(place, sha256)) { missing.delete(sha256); } }
	// What was the last to need them took them along.
	if (missing.size) { moves.push(...await underOtherLabels(place, label, missing)); }
	const moved = await moveAll(place, moves);
	await removeIfEmpty(folder);
	return moved;
}

async function underOtherLabels(place: Place, label: string, missing: Set<Digest>): Promise<readonly Move[]> {
	const moves: Move[] = [];
	for (const other of await namesIn(place, trashRoot(place))) {
		if (other === label) { continue; }
		for (const { sha256, bytes } of await objectsIn(place, join(trashRoot(place), other))) {
			if (missing.delete(sha256)) { moves.push({ from: join(trashRoot(place), other, sha256), to: objectPath(place, sha256), bytes }); }
		}
	}
	return moves;
}

/** See `ArtifactStore.lost`. */
export async function lost(place: Place, sha256s: Iterable<Digest>): Promise<Digest[]> {
	const missing = new Set(sha256s);
	for (const sha256 of missing) { if (await holds(place, sha256)) { missing.delete(sha256); } }
	for (const label of missing.size ? await namesIn(place, trashRoot(place)) : []) {
		for (const name of await namesIn(place, join(trashRoot(place), label))) { missing.delete(name); }
	}
	return [...missing];
}

/** See `ArtifactStore.emptyTrash`. */
export async function emptyTrash(place: Place, label: string): Promise<Moved> {
	const folder = folderOf(place, label);
	const objects = await objectsIn(place, folder);
	try {
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	} catch (error) {
		throw asRegistryError(error, shown(place, folder));
	}
	await removeIfEmpty(folder);
	return sum(objects);
}

/** See `ArtifactStore.listTrash`. */
export async function listTrash(place: Place): Promise<Trashed[]> {
	const result: Trashed[] = [];
	for (const label of (await namesIn(place, trashRoot(place))).sort()) {
		const folder = join(trashRoot(place), label);
		const objects = await objectsIn(place, folder);
		if (objects.length > 0) { result.push({ label, since: (await stat(folder)).mtime, ...sum(objects) }); }
	}
	return result;
}

interface Move { readonly from: string; readonly to: string; readonly bytes: number }

/** All or none: what was moved goes back when one can't be. Throws 'unwritable', 'disk-full'. */
async function moveAll(place: Place, moves: readonly Move[]): Promise<Moved> {
	const done: Move[] = [];
	try {
		for (const move of moves) {
			await makeFolder(dirname(move.to));
			await renameInto(move.from, dirname(move.to), move.to);
			done.push(move);
		}
		for (const folder of new Set(moves.flatMap(move => [dirname(move.to), dirname(move.from)]))) { await fsyncFolder(folder); }
	} catch (error) {
		for (const { from, to } of done.reverse()) { await renameInto(to, dirname(from), from); }
		throw asRegistryError(error, shown(place, trashRoot(place)));
	}
	for (const folder of new Set(moves.map(move => dirname(move.from)))) { await removeIfEmpty(folder); }
	return sum(moves);
}

async function objectsIn(place: Place, folder: string): Promise<{ readonly sha256: Digest; readonly bytes: number }[]> {
	const objects: { sha256: Digest; bytes: number }[] = [];
	await concurrently((await namesIn(place, folder)).filter(name => /^[0-9a-f]{64}$/.test(name)), 8, undefined, async sha256 => {
		objects.push({ sha256, bytes: (await lstat(join(folder, sha256))).size });
	});
	return objects;
}

async function namesIn(place: Place, folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (errorCode(error) === 'ENOENT') { return []; }
		throw asRegistryError(error, shown(place, folder), 'read');
	}
}

/** Removes a folder, and the trash's own with its last label. */
async function removeIfEmpty(folder: string): Promise<void> {
	for (const path of basename(dirname(folder)) === 'trash' ? [folder, dirname(folder)] : [folder]) {
		try {
			await rmdir(path);
		} catch (error) {
			// Not empty, or gone already: both are as they should be.
			if (errorCode(error) === undefined) { throw error; }
		}
	}
}

const sum = (objects: readonly { readonly bytes: number }[]): Moved => ({ count: objects.length, bytes: objects.reduce((total, one) => total + one.bytes, 0) });

