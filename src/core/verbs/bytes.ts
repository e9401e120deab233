import { join, relative, resolve as resolvePath, sep } from 'node:path';
import { digestsInUse, foldersInUse } from '../database/queries/registered';
import type { Gentle } from '../artifacts/cancel';
import { RegistryError } from '../errors';
import type { ArtifactFile, FileState, Version } from '../model';
import type { Context, LongRunning } from './context';
import { sweepLeftovers } from './leftovers';
import { registeredRecord, filesOf, version as find, versions as list } from './read';
import { versionModel, writeTo } from './writing';

export interface Verified {
	readonly ref: string;
	/** Where the bytes are, or were expected, in the workspace; where they are now when they moved. */
	readonly path: string;
	readonly state: FileState;
}

export interface VerifyOptions extends LongRunning {
	/** Hash every byte (the default), or only look whether the files are there with their sizes: then what moved counts as missing, since finding it means reading. */
	readonly deep?: boolean;
}

/** Checks the stored bytes of versions; of all that aren't purged when no reference is given. One answer per file. */
export async function verify(ctx: Context, refs: readonly string[], options: VerifyOptions = {}): Promise<readonly Verified[]> {
	await ctx.config();
	const targets = refs.length ? await Promise.all(refs.map(ref => find(ctx, ref))) : (await list(ctx, { archived: 'both' })).versions.filter(one => !one.purged);
	const total = targets.reduce((sum, one) => sum + one.artifact.bytes, 0);
	const answers: Verified[] = [];
	let done = 0;
	for (const target of targets) {
		if (target.purged) { throw new RegistryError('bytes-purged', { ref: target.ref, until: target.purged.toISOString().slice(0, 10) }); }
		answers.push(...await verifyOne(ctx, target, { ...options, onProgress: progress => options.onProgress?.({ bytes: done + progress.bytes, total }) }));
		done += target.artifact.bytes;
	}
	return answers;
}

/** As `verify`, for one version that is at hand; with `rest`, gently. */
export async function verifyOne(ctx: Context, target: Version, options: VerifyOptions & Gentle): Promise<readonly Verified[]> {
	const { record } = await registeredRecord(ctx, target.id);
	const artifact = { ...target.artifact, files: await filesOf(ctx, record) };
	const checked = await ctx.artifacts.check(artifact, { signal: options.signal, onProgress: options.onProgress, deep: options.deep ?? true, rest: options.rest });
	const original = (file: ArtifactFile) => (artifact.kind === 'file' ? artifact.path : `${artifact.path}/${file.path}`);
	const missing = checked.filter(one => one.state === 'missing').map(one => one.file);
	// A file that still stands where it was registered from has not moved, whatever became of the stored copy.
	const elsewhere = missing.length && options.deep !== false ? await ctx.artifacts.findElsewhere(missing, { signal: options.signal, exclude: missing.map(original) }) : new Map<string, string>();
	return checked.map(({ file, state, at }) => {
		const moved = state === 'missing' ? elsewhere.get(file.sha256) : undefined;
		if (moved !== undefined) { return { ref: target.ref, path: moved, state: 'moved' }; }
		return { ref: target.ref, path: state === 'ok' ? original(file) : relative(ctx.layout.workspace, at).split(sep).join('/'), state };
	});
}

export interface GetOptions extends LongRunning {
	/** Folder to put it into; made when missing. Relative to the workspace, or absolute. */
	readonly to: string;
	/** Replace files that differ. */
	readonly force?: boolean;
}

/** Paths are relative to the folder. */
export interface Got {
	readonly version: Version;
	readonly written: readonly string[];
	/** Were there already, with the same bytes. */
	readonly left: readonly string[];
}

/** Puts a version's files into a folder, each checked against its digest on the way. Throws 'would-overwrite', 'bytes-missing', 'bytes-modified', 'bytes-purged'. */
export async function get(ctx: Context, ref: string, options: GetOptions): Promise<Got> {
	const version = await find(ctx, ref);
	if (version.purged) { throw new RegistryError('bytes-purged', { ref: version.ref, until: version.purged.toISOString().slice(0, 10) }); }
	const { record } = await registeredRecord(ctx, version.id);
	const files = await filesOf(ctx, record);
	const to = resolvePath(ctx.layout.workspace, options.to);
	const { written, left } = await ctx.artifacts.materialise(files, to, {
		ref: version.ref, source: file => ctx.artifacts.keptAt(version.artifact, file), force: options.force ?? false, signal: options.signal, onProgress: options.onProgress,
	});
	ctx.log.info(`Put ${version.ref} into ${options.to}`);
	return { version, written, left };
}

export interface Purged {
	readonly version: Version;
	/** How many were put aside. */
	readonly bytes: number;
	/** Files whose bytes were nowhere before: the purge can't be taken back then. */
	readonly missing: number;
	/** Files that stay, since another version needs them. */
	readonly kept: number;
}

/**
 * Puts the bytes of an archived version aside. They are gone for good when the undo time of the registry's policy has passed;
 * bytes that another version still needs stay where they are, and so do files that are only referred to. Throws 'not-archived'.
 */
export async function purge(ctx: Context, ref: string, reason?: string): Promise<Purged> {
	const version = await find(ctx, ref);
	if (!version.archived) { throw new RegistryError('not-archived', { ref: version.ref }); }
	const { record } = await registeredRecord(ctx, version.id);
	const files = await filesOf(ctx, record);
	const done = await writeTo(ctx, db => versionModel(db, version.id), async ({ db, model, write, heads, holds }) => {
		if (holds(version.id, 'purged') !== null) { return { bytes: 0, kept: 0 }; }
		const needed = await neededDigests(ctx, db, version.id);
		const free = files.filter(file => !needed.has(file.sha256));
		await write({ kind: 'artifact.purged', model, version: version.id, replaces: [...heads(version.id, 'purged')], ...(reason ? { reason } : {}) });
		return { bytes: (await ctx.artifacts.trash(free.map(file => file.sha256), version.id)).bytes, kept: files.length - free.length };
	});
	const lost = new Set(version.artifact.storage === 'reference' ? [] : await ctx.artifacts.lost(files.map(file => file.sha256)));
	return { version: await find(ctx, version.id), ...done, missing: files.filter(file => lost.has(file.sha256)).length };
}

/** Takes a purge back while its bytes are still there. Throws 'undo-expired'. */
export async function recover(ctx: Context, ref: string): Promise<Version> {
	const version = await find(ctx, ref);
	await writeTo(ctx, db => versionModel(db, version.id), async ({ db, model, write, heads, holds }) => {
		if (holds(version.id, 'purged') === null) { return; }
		const files = await filesOf(ctx, (await registeredRecord(ctx, version.id)).record);
		await ctx.artifacts.untrash(version.id, files.map(file => file.sha256));
		const whole = version.artifact.storage === 'reference' || (await Promise.all(files.map(file => ctx.artifacts.has(file.sha256)))).every(Boolean);
		if (!whole) {
			// Some of it is gone for good: what came back goes where it was.
			const needed = await neededDigests(ctx, db, version.id);
			await ctx.artifacts.trash(files.map(file => file.sha256).filter(digest => !needed.has(digest)), version.id);
			throw new RegistryError('undo-expired', { ref: version.ref });
		}
		await write({ kind: 'artifact.recovered', model, version: version.id, replaces: [...heads(version.id, 'purged')] });
	});
	return find(ctx, version.id);
}

/** Deletes purged bytes whose undo time has passed, and leftovers of processes that were killed. Returns the bytes that were freed. */
export async function cleanUp(ctx: Context): Promise<{ readonly bytes: number; readonly leftovers: number }> {
	const { policies } = await ctx.writable();
	const before = ctx.now().getTime() - policies.purgeUndoDays * 86_400_000;
	let bytes = 0;
	for (const trash of await ctx.artifacts.listTrash()) {
		if (trash.since.getTime() > before) { continue; }
		await ctx.artifacts.emptyTrash(trash.label);
		bytes += trash.bytes;
	}
	return { bytes, leftovers: await sweepLeftovers(ctx) };
}

/** Digests of files that versions other than `except` still need. */
async function neededDigests(ctx: Context, db: Parameters<typeof digestsInUse>[0], except: string): Promise<ReadonlySet<string>> {
	const needed = new Set(digestsInUse(db, except));
	for (const id of foldersInUse(db, except)) {
		for (const file of await filesOf(ctx, (await registeredRecord(ctx, id)).record)) { needed.add(file.sha256); }
	}
	return needed;
}

/** Where the bytes of a version's single file or folder are, for a program that reads them in place; undefined when they are missing. */
export async function storedPath(ctx: Context, ref: string): Promise<string | undefined> {
	const version = await find(ctx, ref);
	if (version.artifact.kind === 'directory' || version.artifact.storage === 'reference') { return join(ctx.layout.workspace, version.artifact.path); }
	return await ctx.artifacts.has(version.artifact.digest) ? ctx.artifacts.objectPath(version.artifact.digest) : undefined;
}

