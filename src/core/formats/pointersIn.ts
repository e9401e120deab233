import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { breathe } from '../files/breathe';
import { lstat } from '../files/quick';
import { pointerSize } from './lfsPointer';
import { withRanges } from './rangeReader';

/** A pointer is below this, by its specification; one with an oid and a size can't be shorter than that. */
const LONGEST = 1024, SHORTEST = 100;
/** Names that are looked at: the weights of a model are among its first. */
const MOST = 5_000;
const MOST_DEPTH = 4;

export interface PointersIn {
	/** Relative to the folder, with '/': the first of them. */
	readonly first: string;
	readonly count: number;
	/** Bytes of the files that they stand for. */
	readonly bytes: number;
}

/** The Git LFS pointers in a folder (absolute), links aside. Undefined where there are none; what can't be read is passed over here, and refused where it matters. */
export async function pointersIn(folder: string): Promise<PointersIn | undefined> {
	const found: { readonly path: string; readonly bytes: number }[] = [];
	let seen = 0;
	const folders = [{ path: folder, prefix: '', depth: 1 }];
	for (let at = folders.shift(); at && seen < MOST; at = folders.shift()) {
		for (const entry of entriesOf(at.path)) {
			if (++seen > MOST) { break; }
			const path = join(at.path, entry.name), shown = at.prefix + entry.name;
			if (entry.isDirectory() && at.depth < MOST_DEPTH && !entry.name.startsWith('.')) { folders.push({ path, prefix: `${shown}/`, depth: at.depth + 1 }); }
			const bytes = entry.isFile() ? await pointerAt(path, shown) : undefined;
			if (bytes !== undefined) { found.push({ path: shown, bytes }); }
			await breathe();
		}
	}
	const [first] = found;
	return first && { first: first.path, count: found.length, bytes: found.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function entriesOf(folder: string): readonly Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch {
		// Registering refuses a folder that can't be read, and says which.
		return [];
	}
}

async function pointerAt(path: string, shown: string): Promise<number | undefined> {
	try {
		const { size } = await lstat(path);
		if (size >= LONGEST || size < SHORTEST) { return undefined; }
		return pointerSize(await withRanges(path, shown, file => file.read(0, file.size)));
	} catch {
		// Gone, or closed to us: likewise.
		return undefined;
	}
}
