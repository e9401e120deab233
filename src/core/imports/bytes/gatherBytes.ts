import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { checkRelativePath } from '../../artifacts/relativePath';
import type { ArtifactStore } from '../../artifacts/store';
import { RegistryError } from '../../errors';
import { asRegistryError, errorCode } from '../../files/asRegistryError';
import type { Git } from '../../git/git';
import type { Past } from '../../git/past';
import { openRunFolder } from '../../runs/folder';
import type { RunFolder } from '../../runs/reader';
import type { FoundBytes, Piece } from '../found';
import { md5OfFile } from './md5OfFile';

export interface GatherPlace {
	/** Absolute. */
	readonly workspace: string;
	readonly artifacts: Pick<ArtifactStore, 'temporaryFolder'>;
	readonly git: Git | undefined;
	readonly signal?: AbortSignal;
}

/** Pieces that were brought together: a folder that stands in for the workspace, as it was when they were made. `remove` has to be called. */
export interface Gathered {
	/** Absolute. */
	readonly root: string;
	remove(): Promise<void>;
}

/** What is read beside a model is small. */
const besideLimit = 4 * 1024 * 1024;

/**
 * Puts the pieces where they belong, in a temporary folder of the registry, and checks their digest where it is known. No path leads out of it, and what is
 * read is a regular file of the workspace or a blob. Throws 'bad-path', 'damaged-file', 'not-found', 'git-failed', 'disk-full', 'cancelled'.
 */
export async function gatherBytes(bytes: Extract<FoundBytes, { in: 'pieces' }>, place: GatherPlace): Promise<Gathered> {
	const folder = await place.artifacts.temporaryFolder();
	try {
		const workspace = await openRunFolder(place.workspace, '');
		const pasts = new Map<string, Past>();
		const past = async (near: string): Promise<Past> => {
			const found = pasts.get(near) ?? await place.git?.past(join(place.workspace, near, 'x'));
			if (!found) { throw new RegistryError('git-failed', { what: 'take a file out of a commit', why: 'there is no repository any more' }); }
			pasts.set(near, found);
			return found;
		};
		for (const piece of bytes.pieces) {
			if (place.signal?.aborted) { throw new RegistryError('cancelled', { what: `Importing ${bytes.path}` }); }
			const target = await placeFor(folder.path, piece.path);
			const { from } = piece;
			if ('object' in from) { await (await past(from.near)).write(from.object, dirname(target), target.slice(dirname(target).length + 1)); } else { await copy(from, target, workspace, place.signal); }
		}
		await putBeside(bytes.beside, folder.path, workspace, past);
		return { root: folder.path, remove: () => folder.remove() };
	} catch (error) {
		await folder.remove();
		throw asRegistryError(error, bytes.path);
	}
}

/** Where a piece goes; the folders for it are made. */
async function placeFor(root: string, path: string): Promise<string> {
	checkRelativePath(path);
	const target = join(root, ...path.split('/'));
	try {
		await mkdir(dirname(target), { recursive: true });
	} catch (error) {
		if (!['EEXIST', 'ENOTDIR'].includes(errorCode(error) ?? '')) { throw error; }
		throw new RegistryError('bad-path', { path, why: 'a file of the version has the name of its folder' }, { cause: error });
	}
	return target;
}

async function copy(from: Extract<Piece['from'], { at: string }>, target: string, workspace: RunFolder | undefined, signal: AbortSignal | undefined): Promise<void> {
	const source = await workspace?.locate(from.at);
	if (source === undefined) { throw new RegistryError('not-found', { path: from.at }); }
	const wanted = from.sha256 ?? from.md5;
	const hash = createHash(from.sha256 === undefined ? 'md5' : 'sha256');
	const hashing = new Transform({ transform(part: Buffer, _, done) { hash.update(part); done(null, part); } });
	try {
		await pipeline(createReadStream(source, { highWaterMark: 1024 * 1024 }), hashing, createWriteStream(target, { flags: 'wx' }), ...(signal ? [{ signal }] : []));
	} catch (error) {
		if (signal?.aborted) { throw new RegistryError('cancelled', { what: `Importing ${from.at}` }, { cause: error }); }
		throw error;
	}
	if (wanted === undefined || hash.digest('hex') === wanted) { return; }
	if (from.anyLineEnds && (await md5OfFile(target, from.at, signal)).withUnixLineEnds === from.md5) { return; }
	throw new RegistryError('damaged-file', { path: from.at, why: `its bytes don't have the ${from.sha256 === undefined ? 'MD5' : 'SHA-256'} ${wanted.slice(0, 7)}… that was recorded for them` });
}

/** As far as it is there: it only says more of the model. */
async function putBeside(pieces: readonly Piece[], root: string, workspace: RunFolder | undefined, past: (near: string) => Promise<Past>): Promise<void> {
	const blobs = pieces.flatMap(piece => ('object' in piece.from ? [piece.from] : []));
	const texts = blobs[0] ? await (await past(blobs[0].near)).texts(blobs.map(blob => blob.name), besideLimit) : new Map<string, string>();
	for (const { path, from } of pieces) {
		const text = 'object' in from ? texts.get(from.name) : await workspace?.text(from.at, besideLimit).catch(tooLong);
		if (text === undefined) { continue; }
		const target = await placeFor(root, path);
		await writeFile(target, text, { flag: 'wx' }).catch(async (error: unknown) => {
			// It is one of the model's own files.
			if (errorCode(error) !== 'EEXIST' && errorCode(error) !== 'EISDIR') { await rm(target, { force: true }); throw error; }
		});
	}
}

function tooLong(error: unknown): undefined {
	// More than is read of such a file: it says nothing then.
	if (RegistryError.is(error, 'damaged-file')) { return undefined; }
	throw error;
}
