import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { mostFiles } from '../../artifacts/walkFolder';
import { flawOf } from '../../artifacts/relativePath';
import { RegistryError } from '../../errors';
import type { WorkspacePath } from '../../model';
import { listAt, textAt } from '../../parse/data';
import { parseTolerantJson } from '../../parse/tolerantJson';
import type { RunFolder } from '../../runs/reader';
import { md5OfFile } from '../bytes/md5OfFile';
import { shownUri } from '../shownUri';
import type { DvcOut } from './tracked';

/** A file of an output, and the file of the workspace that has its bytes. */
export interface OutFile {
	/** In the output; '' for the output itself. */
	readonly path: string;
	readonly at: WorkspacePath;
	readonly md5: string;
}

export type LocatedOut =
	/** As DVC recorded it, the output stands in the workspace. */
	| { readonly is: 'checked-out' }
	| { readonly is: 'cached'; readonly files: readonly OutFile[] }
	| { readonly is: 'missing'; /** One sentence. */ readonly why: string };

/** A list of 100,000 files. */
const listLimit = 32 * 1024 * 1024;

/**
 * Where the bytes of an output are: in the workspace, if they are those that DVC recorded there, else in `.dvc/cache` (`files/md5/ab/cdef…` since DVC 3,
 * `ab/cdef…` before). `root` is the workspace's folder. A cache elsewhere isn't looked at: nothing outside the workspace is.
 */
export async function locateOut(out: DvcOut, root: RunFolder, options: { readonly signal?: AbortSignal; /** Only the cache counts. */ readonly past?: boolean } = {}): Promise<LocatedOut> {
	if (!options.past && await isCheckedOut(out, root, options.signal)) { return { is: 'checked-out' }; }
	const cache = await cacheFor(out.said, root);
	if (!out.folder) {
		const at = await objectAt(out.md5, '', cache, root);
		return at === undefined ? missing(out) : { is: 'cached', files: [{ path: '', at, md5: out.md5 }] };
	}
	const list = await objectAt(out.md5, '.dir', cache, root);
	if (list === undefined) { return missing(out); }
	const entries = listAt(parseTolerantJson(await root.text(list, listLimit) ?? '[]', list)).map(entry => ({ path: textAt(entry, 'relpath') ?? '', md5: textAt(entry, 'md5') ?? '' }));
	const flawed = entries.map(entry => flawOf(entry.path)).findIndex(why => why !== undefined);
	if (flawed >= 0 || entries.length > mostFiles || entries.some(({ md5 }) => !/^[0-9a-f]{32}$/.test(md5))) {
		throw new RegistryError('damaged-file', { path: list, why: flawed >= 0 ? `it names a file '${shownUri(entries[flawed]?.path ?? '')}', and ${flawOf(entries[flawed]?.path ?? '') ?? ''}` : 'it is not a list of files as DVC writes it' });
	}
	const files: OutFile[] = [];
	for (const { path, md5 } of entries) {
		const at = await objectAt(md5, '', cache, root);
		if (at === undefined) { return missing(out); }
		files.push({ path, at, md5 });
	}
	return files.length === 0 ? { is: 'missing', why: `${out.path} was empty when DVC recorded it.` } : { is: 'cached', files };
}

function missing(out: DvcOut): LocatedOut {
	return { is: 'missing', why: `DVC knows its bytes by their MD5 (${out.md5.slice(0, 7)}…), and neither the workspace nor .dvc/cache has them. Run 'dvc pull' for ${out.path}, and import again.` };
}

/** Whether the workspace has the bytes that DVC recorded. */
async function isCheckedOut(out: DvcOut, root: RunFolder, signal: AbortSignal | undefined): Promise<boolean> {
	if (!out.folder) { return await md5At(out, out.path, root, signal, out.bytes) === out.md5; }
	const paths = await filesBelow(await root.folder(out.path), '', 0);
	if (!paths || paths.length === 0) { return false; }
	const entries: string[] = [];
	for (const path of paths.sort()) {
		const md5 = await md5At(out, `${out.path}/${path}`, root, signal);
		if (md5 === undefined) { return false; }
		entries.push(`{"md5": "${md5}", "relpath": ${pythonText(path)}}`);
	}
	// The digest of a folder is that of its list, as Python writes it (dvc_data/hashfile/tree.py).
	return createHash('md5').update(`[${entries.join(', ')}]`).digest('hex') === out.md5;
}

/** As `json.dumps` writes a text: in ASCII. */
function pythonText(text: string): string {
	return JSON.stringify(text).replace(/[\u007f-\uffff]/g, character => (character === '\u007f' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

async function md5At(out: DvcOut, path: WorkspacePath, root: RunFolder, signal: AbortSignal | undefined, bytes?: number): Promise<string | undefined> {
	const absolute = await root.locate(path);
	if (absolute === undefined) { return undefined; }
	// Line ends aside, a file of another length has other bytes.
	if (bytes !== undefined && !out.anyLineEnds && (await root.stat(path))?.bytes !== bytes) { return undefined; }
	const md5 = await md5OfFile(absolute, path, signal);
	return out.anyLineEnds ? md5.withUnixLineEnds : md5.asIs;
}

async function filesBelow(folder: RunFolder | undefined, prefix: string, depth: number): Promise<string[] | undefined> {
	if (!folder || depth > 64) { return undefined; }
	const paths = folder.files.map(name => prefix + name);
	for (const name of folder.folders) {
		const below = await filesBelow(await folder.folder(name), `${prefix}${name}/`, depth + 1);
		if (!below || paths.length > mostFiles) { return undefined; }
		paths.push(...below);
	}
	return paths;
}

/** The cache of the DVC project that a file belongs to: the nearest folder around it that has a `.dvc`. */
async function cacheFor(said: WorkspacePath, root: RunFolder): Promise<WorkspacePath | undefined> {
	for (let folder = posix.dirname(said); ; folder = posix.dirname(folder)) {
		const cache = posix.join(folder, '.dvc/cache');
		if (await root.folder(posix.join(folder, '.dvc'))) { return cache; }
		if (folder === '.') { return undefined; }
	}
}

async function objectAt(md5: string, ending: string, cache: WorkspacePath | undefined, root: RunFolder): Promise<WorkspacePath | undefined> {
	if (cache === undefined) { return undefined; }
	const name = `${md5.slice(0, 2)}/${md5.slice(2)}${ending}`;
	for (const path of [`${cache}/files/md5/${name}`, `${cache}/${name}`]) {
		if (await root.locate(path) !== undefined) { return path; }
	}
	return undefined;
}
