import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { basename, join } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import { throwIfCancelled } from './cancel';
import { concurrently } from './concurrently';
import { refuseOthers } from './openRegular';
import type { Place, Roots } from './place';
import { rootsOf, shown } from './place';
import { checkRelativePath, printable } from './relativePath';
import { standingAt } from './standing';

/** A regular file of an artifact, as it was found. Its links are resolved: `real` holds none. */
export interface Found {
	/** Relative to the artifact; a file's is its name. */
	readonly path: string;
	readonly real: string;
	readonly shown: string;
	readonly stat: BigIntStats;
}

export interface Listing {
	readonly kind: 'file' | 'directory';
	readonly files: readonly Found[];
	readonly bytes: number;
}

/**
 * What is passed over in a folder: it comes and goes without anyone's wish, and would give the same model another digest each time.
 * Everything else belongs to the artifact, hidden files too.
 */
const passedOver = new Set(['.git', '.model-registry', '__pycache__', '.ipynb_checkpoints', '.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** More is a data set, or a folder chosen by mistake. */
export const mostFiles = 100_000;

/**
 * The files of an artifact, none opened yet. Links are followed where they lead to something inside the workspace. Throws 'not-found',
 * 'empty-file', 'empty-folder', 'not-a-file', 'link-loop', 'outside', 'inside-registry', 'bad-path', 'unreadable', 'too-many-files', 'cancelled'.
 */
export async function list(place: Place, path: string, what: string, signal?: AbortSignal): Promise<Listing> {
	throwIfCancelled(signal, what);
	const roots = await rootsOf(place);
	const name = shown(place, path);
	const top = await standingAt(place, roots, path, name);
	if (top.stat.isDirectory()) {
		const walk: Walk = { place, roots, what, signal, files: [], entries: 0, name };
		await walkFolder(walk, top.real, path, '', [top.real]);
		if (walk.files.length === 0) { throw new RegistryError('empty-folder', { path: name }); }
		return { kind: 'directory', files: walk.files, bytes: walk.files.reduce((sum, file) => sum + Number(file.stat.size), 0) };
	}
	refuseOthers(top.stat, name);
	if (top.stat.size === 0n) { throw new RegistryError('empty-file', { path: name }); }
	checkRelativePath(basename(path), printable(name));
	return { kind: 'file', files: [{ path: basename(path), real: top.real, shown: name, stat: top.stat }], bytes: Number(top.stat.size) };
}

interface Walk {
	readonly place: Place;
	readonly roots: Roots;
	readonly what: string;
	readonly signal: AbortSignal | undefined;
	readonly files: Found[];
	/** The artifact, for a sentence. */
	readonly name: string;
	entries: number;
}

interface Entry extends Found { readonly key: string; readonly at: string }

/** `real` is the folder's resolved path and the last of `ancestors`; `at` the path that leads there by its links, for sentences. */
async function walkFolder(walk: Walk, real: string, at: string, prefix: string, ancestors: readonly string[]): Promise<void> {
	throwIfCancelled(walk.signal, walk.what);
	// One character per byte: what sorts like the bytes, and shows a name that is not valid UTF-8.
	const names = await readdir(real, { encoding: 'latin1' }).catch(error => { throw asRegistryError(error, shown(walk.place, at), 'read'); });
	const wanted = names.filter(name => !passedOver.has(name));
	walk.entries += wanted.length;
	if (walk.entries > 2 * mostFiles) { throw new RegistryError('too-many-files', { path: walk.name, most: mostFiles }); }
	const entries: Entry[] = [];
	await concurrently(wanted, 8, walk.signal, async (key, _, signal) => {
		throwIfCancelled(signal, walk.what);
		entries.push(await look(walk, key, real, at, prefix));
	});
	// With a '/' behind folders, the order in which they are walked is the byte order of whole paths.
	entries.sort((a, b) => a.key < b.key ? -1 : 1);
	for (const entry of entries) {
		if (!entry.stat.isDirectory()) {
			refuseOthers(entry.stat, entry.shown);
			if (walk.files.push(entry) > mostFiles) { throw new RegistryError('too-many-files', { path: walk.name, most: mostFiles }); }
		} else if (ancestors.includes(entry.real)) {
			throw new RegistryError('link-loop', { path: entry.shown });
		} else {
			await walkFolder(walk, entry.real, entry.at, `${entry.path}/`, [...ancestors, entry.real]);
		}
	}
}

async function look(walk: Walk, key: string, real: string, at: string, prefix: string): Promise<Entry> {
	const bytes = Buffer.from(key, 'latin1');
	const name = bytes.toString('utf8');
	const path = prefix + name;
	const display = printable(shown(walk.place, join(at, name)));
	if (!isUtf8(bytes)) { throw new RegistryError('bad-path', { path: display, why: 'its name is not valid UTF-8' }); }
	checkRelativePath(path, display);
	const own = await lstat(join(real, name), { bigint: true }).catch(error => { throw asRegistryError(error, display, 'read'); });
	const standing = own.isSymbolicLink() ? await standingAt(walk.place, walk.roots, join(real, name), display) : { real: join(real, name), stat: own };
	return { ...standing, path, at: join(at, name), shown: display, key: standing.stat.isDirectory() ? `${key}/` : key };
}
