import { readdir } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import { lstat } from '../files/quick';
import { throwIfCancelled } from './cancel';
import { concurrently } from './concurrently';
import type { FileMark } from './fileMark';
import { regular } from './openRegular';
import type { Place, Roots } from './place';
import { shown } from './place';
import { checkRelativePath, printable } from './relativePath';
import { standingAt } from './standing';

/** A regular file of an artifact, as it was found. Small: there may be 100,000. */
export interface Found {
	/** Relative to the artifact; a file's is its name. */
	readonly path: string;
	/** Absolute, and free of links. */
	readonly real: string;
	readonly mark: FileMark;
}

/**
 * What is passed over in a folder: it comes and goes without anyone's wish, and would give the same model another digest each time.
 * Everything else belongs to the artifact, hidden files too.
 */
const passedOver = new Set(['.git', '.model-registry', '__pycache__', '.ipynb_checkpoints', '.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** More is a data set, or a folder chosen by mistake. */
export const mostFiles = 100_000;

export interface Walk {
	readonly place: Place;
	readonly roots: Roots;
	/** The folder as it was asked for: absolute. */
	readonly path: string;
	/** 'Storing models/a', for the sentence after a cancel. */
	readonly what: string;
	readonly signal: AbortSignal | undefined;
	readonly visit: (file: Found) => void;
}

interface Folder {
	/** Resolved, and the same for all that it is in. */
	readonly real: string;
	readonly ancestors: readonly string[];
	/** Relative to the artifact, with a '/' behind; '' for the artifact itself. */
	readonly prefix: string;
}

/** Visits the regular files below a folder whose resolved path is `real`, in no order. Opens none of them. See `list` for what it throws. */
export async function walkFolder(walk: Walk, real: string): Promise<void> {
	const folders: Folder[] = [{ real, ancestors: [real], prefix: '' }];
	let files = 0, entries = 0;
	for (let folder = folders.pop(); folder; folder = folders.pop()) {
		const here = folder;
		throwIfCancelled(walk.signal, walk.what);
		const names = await namesIn(walk, here);
		entries += names.length;
		refuseMany(walk, entries > 2 * mostFiles);
		await concurrently(names, 8, walk.signal, async (name, _, signal) => {
			throwIfCancelled(signal, walk.what);
			const below = await look(walk, here, name);
			if ('prefix' in below) { folders.push(below); return; }
			files++;
			walk.visit(below);
		});
		refuseMany(walk, files > mostFiles);
	}
}

function refuseMany(walk: Walk, tooMany: boolean): void {
	if (tooMany) { throw new RegistryError('too-many-files', { path: display(walk, ''), most: mostFiles }); }
}

/** How a path of the artifact is named in a sentence. */
const display = (walk: Pick<Walk, 'place' | 'path'>, path: string) => printable(shown(walk.place, join(walk.path, path)));

/** Names as bytes, one character each. */
async function namesIn(walk: Walk, { real, prefix }: Folder): Promise<string[]> {
	try {
		return (await readdir(real, { encoding: 'latin1' })).filter(name => !passedOver.has(name));
	} catch (error) {
		throw asRegistryError(error, display(walk, prefix), 'read');
	}
}

async function look(walk: Walk, folder: Folder, name: string): Promise<Found | Folder> {
	const bytes = Buffer.from(name, 'latin1');
	const path = folder.prefix + bytes.toString('utf8');
	const named = display(walk, path);
	if (!isUtf8(bytes)) { throw new RegistryError('bad-path', { path: named, why: 'its name is not valid UTF-8' }); }
	checkRelativePath(path, named);
	const at = join(folder.real, bytes.toString('utf8'));
	const own = await lstat(at, { bigint: true }).catch(error => { throw asRegistryError(error, named, 'read'); });
	const { real, stat } = own.isSymbolicLink() ? await standingAt(walk.place, walk.roots, at, named) : { real: at, stat: own };
	if (!stat.isDirectory()) { return { path, real, mark: regular(stat, named) }; }
	if (folder.ancestors.includes(real)) { throw new RegistryError('link-loop', { path: named }); }
	return { real, ancestors: [...folder.ancestors, real], prefix: `${path}/` };
}
