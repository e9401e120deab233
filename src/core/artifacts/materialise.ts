import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { lstat, stat } from '../files/quick';
import { fsyncFolder } from '../files/atomic';
import type { ArtifactFile } from '../model';
import type { Watched } from './cancel';
import { meter, throwIfCancelled } from './cancel';
import { concurrently } from './concurrently';
import type { HandOutMode } from './handOut';
import { handOut } from './handOut';
import type { Place } from './place';
import { objectPath, realOrExpected, rootsOf, shown, within } from './place';
import type { Lane } from './pump';
import { Buffers } from './pump';
import { lanes } from './stage';
import { writeFailure } from './storeFile';
import type { Step } from './target';
import { checkPaths, foldersFor, stepFor } from './target';
import { Undo } from './undo';

export interface MaterialiseOptions extends Watched {
	/** The version, for sentences: 'churn@v7'. */
	readonly ref: string;
	/** Where each file's bytes are kept (absolute); the store's objects unless told. */
	readonly source?: (file: ArtifactFile) => string;
	/** Replace files that differ. */
	readonly force?: boolean;
	readonly mode?: HandOutMode;
}

/** Paths as they stand in the version. */
export interface Materialised {
	readonly written: readonly string[];
	/** Were there with the same bytes. */
	readonly left: readonly string[];
}

/** See `ArtifactStore.materialise`. */
export async function materialise(place: Place, files: readonly ArtifactFile[], toFolder: string, options: MaterialiseOptions): Promise<Materialised> {
	const { ref, signal, force = false } = options;
	const what = `Getting ${ref}`;
	throwIfCancelled(signal, what);
	await checkPaths(files);
	const folder = await targetFolder(place, toFolder);
	const name = (path: string) => shown(place, within(folder, path) ? join(toFolder, path.slice(folder.length)) : path);
	const buffers = Array.from({ length: lanes }, () => new Buffers());
	const inLane = (lane: number, stop: AbortSignal, onBytes: Lane['onBytes']): Lane => ({ signal: stop, what, onBytes, buffers: buffers[lane] ?? new Buffers() });

	const steps: Step[] = [];
	await concurrently(files.entries(), lanes, signal, async ([index, file], lane, stop) => {
		throwIfCancelled(stop, what);
		steps[index] = await stepFor(folder, file, force, name, inLane(lane, stop, () => { /* Only what is copied counts. */ }));
	});
	const wanted = files.flatMap((file, index) => steps[index] === 'leave' ? [] : [{ file, replaces: steps[index] === 'replace' }]);
	const result = { written: wanted.map(({ file }) => file.path), left: files.filter((_, index) => steps[index] === 'leave').map(file => file.path) };
	const onBytes = meter(wanted.reduce((sum, { file }) => sum + file.bytes, 0), options.onProgress);
	if (wanted.length === 0) { return result; }

	const undo = new Undo();
	try {
		const missing = await missingFolders(folder);
		for (const path of missing) { await undo.makeFolder(path); }
		const waiting = join(folder, `.tmp-${process.pid}-${randomBytes(6).toString('hex')}`);
		const removeWaiting = await undo.makeTemporary(waiting);
		const cloning = { possible: true };
		await concurrently(wanted.entries(), lanes, signal, async ([index, { file }], lane, stop) => {
			throwIfCancelled(stop, what);
			const from = options.source?.(file) ?? objectPath(place, file.sha256);
			const failed = (error: unknown) => writeFailure(error, name(join(folder, file.path)), name(folder));
			await handOut({ file, from, to: join(waiting, String(index)), ref, mode: options.mode ?? 'copy', fromShown: shown(place, from), cloning, failed }, inLane(lane, stop, onBytes));
		});
		throwIfCancelled(signal, what);
		const below = (await foldersFor(result.written)).map(path => join(folder, path));
		for (const path of below) { await undo.makeFolder(path); }
		for (const [index, { file, replaces }] of wanted.entries()) {
			const target = join(folder, file.path);
			if (replaces) { await undo.rename(target, join(waiting, `${index}.old`)); }
			else if (await exists(target)) { throw new RegistryError('would-overwrite', { path: name(target) }); }
			await undo.rename(join(waiting, String(index)), target);
		}
		for (const path of new Set([folder, ...below, ...missing.map(dirname)])) { await fsyncFolder(path); }
		await removeWaiting().catch(error => place.log.warn(`${name(waiting)} could not be removed: ${String(error)}`));
		return result;
	} catch (error) {
		await undo.takeBack();
		throw writeFailure(error, name(folder), name(folder));
	}
}

/** The target with its links resolved, there or not yet. Throws 'inside-registry', 'not-a-folder', 'unwritable', 'link-loop'. */
async function targetFolder(place: Place, path: string): Promise<string> {
	const name = shown(place, path);
	try {
		const folder = await realOrExpected(path);
		if (within((await rootsOf(place)).registryFolder, folder)) { throw new RegistryError('inside-registry', { path: name }); }
		const found = await stat(folder).catch(error => {
			if (errorCode(error) !== 'ENOENT') { throw error; }
			return undefined;
		});
		if (found && !found.isDirectory()) { throw new RegistryError('not-a-folder', { path: name }); }
		return folder;
	} catch (error) {
		throw errorCode(error) === 'ENOTDIR' ? new RegistryError('not-a-folder', { path: name, above: true }, { cause: error }) : asRegistryError(error, name);
	}
}

/** `folder` and those above it that aren't there yet, topmost first. */
async function missingFolders(folder: string): Promise<string[]> {
	if (await exists(folder) || dirname(folder) === folder) { return []; }
	return [...await missingFolders(dirname(folder)), folder];
}

async function exists(path: string): Promise<boolean> {
	return lstat(path).then(() => true, error => {
		if (errorCode(error) !== 'ENOENT') { throw error; }
		return false;
	});
}
