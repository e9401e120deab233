import type { StoredObject } from '../artifacts/store';
import { RegistryError } from '../errors';
import type { Past } from '../git/past';
import { registryFolderName } from '../ledger/layout';
import type { Digest } from '../model';
import { evidenceFolder } from '../records/evidence';
import { openPack, packName } from '../records/pack';
import { recordFileName } from '../records/read';
import type { Context } from './context';
import { health } from './history';
import { filesOf, registeredRecord, versions } from './read';

/** What is stored and no record refers to, here or on any branch, tag or snapshot of this clone. Or why that can't be told. */
export type Orphans = { readonly objects: number; readonly bytes: number } | { readonly unknown: string };

/** Milliseconds that bytes may wait for their record: what is being registered now is no orphan. */
const grace = 3_600_000;
/** Blobs that are read at once. */
const batch = 2_000;
const day = 86_400_000;
const digests = /[0-9a-f]{64}/g;

/** Bytes in the store that nothing refers to. Two or three git processes, and none where all is referred to here. Nothing is removed. */
export async function orphans(ctx: Context): Promise<Orphans> {
	const found = await orphanObjects(ctx);
	return 'unknown' in found ? found : { objects: found.length, bytes: found.reduce((sum, one) => sum + one.bytes, 0) };
}

/** Deletes for ever what `orphans` tells of. Throws 'bad-value' where it can't be told. */
export async function removeOrphans(ctx: Context): Promise<{ readonly objects: number; readonly bytes: number }> {
	await ctx.writable();
	const found = await orphanObjects(ctx);
	if ('unknown' in found) { throw new RegistryError('bad-value', { what: 'Pruning', why: found.unknown }); }
	return ctx.ledger.exclusively(async () => {
		// Somebody may have registered the same bytes since.
		const here = await referredHere(ctx);
		const moved = await ctx.artifacts.trash(found.map(one => one.sha256).filter(digest => !here.has(digest)), 'orphans');
		await ctx.artifacts.emptyTrash('orphans');
		return { objects: moved.count, bytes: moved.bytes };
	});
}

async function orphanObjects(ctx: Context): Promise<readonly StoredObject[] | { readonly unknown: string }> {
	const stored = (await ctx.artifacts.stored()).filter(object => ctx.now().getTime() - object.since > grace);
	if (stored.length === 0) { return []; }
	const { problems, newer } = await health(ctx);
	if (problems.length || newer.length) { return { unknown: 'some records can\'t be read here, and may refer to stored bytes' }; }
	const here = await referredHere(ctx);
	const candidates = stored.filter(object => !here.has(object.sha256));
	if (candidates.length === 0) { return []; }
	try {
		const elsewhere = await referredElsewhere(ctx, new Set(candidates.map(object => object.sha256)));
		return candidates.filter(object => !elsewhere.has(object.sha256));
	} catch (error) {
		if (RegistryError.is(error) && ['git-failed', 'damaged-file', 'not-found'].includes(error.reason)) { return { unknown: `other branches can't be looked at: ${error.message}` }; }
		throw error;
	}
}

/** Digests that the records here need, or may need again while a purge can be undone. */
async function referredHere(ctx: Context): Promise<ReadonlySet<Digest>> {
	const needed = new Set<Digest>();
	const undoFrom = ctx.now().getTime() - (await ctx.config()).policies.purgeUndoDays * day;
	for (const version of (await versions(ctx, { archived: 'both' })).versions) {
		if (version.purged && version.purged.getTime() < undoFrom) { continue; }
		needed.add(version.artifact.digest);
		if (version.artifact.kind !== 'directory') { continue; }
		for (const file of await filesOf(ctx, (await registeredRecord(ctx, version.id)).record)) { needed.add(file.sha256); }
	}
	return needed;
}

/** Of these digests, those that any record of any ref mentions, or a list of files that it points to. */
async function referredElsewhere(ctx: Context, wanted: ReadonlySet<Digest>): Promise<ReadonlySet<Digest>> {
	const past = await (await ctx.git())?.past(ctx.layout.root);
	const referred = new Set<Digest>();
	if (!past) { return referred; }
	const files = await past.everBelow(past.path === '' ? registryFolderName : past.path);
	const note = (text: string) => { for (const [digest] of text.matchAll(digests)) { if (wanted.has(digest)) { referred.add(digest); } } };
	const lists: (readonly Digest[])[] = [];
	const named = (path: string) => path.split('/').at(-1) ?? '';
	await eachBlob(past, files.filter(file => recordFileName.test(named(file.path)) || packName.test(named(file.path))), (path, bytes) => {
		const pack = packName.test(named(path)) ? openPack(named(path), bytes) : undefined;
		if (pack?.is === 'problem') { throw new RegistryError('damaged-file', { path, why: pack.reason }); }
		for (const record of pack?.is === 'pack' ? pack.records.values() : [bytes]) {
			const text = Buffer.from(record).toString('utf8');
			note(text);
			lists.push(filesEvidence(text));
		}
	});
	// A folder's files are listed in evidence: here, or on the other branch.
	const parts = new Set(lists.flat().map(digest => `${digest.slice(0, 2)}/${digest.slice(2)}.gz`));
	const inEvidence = (path: string) => path.split('/').slice(-2).join('/');
	const found = new Map<string, Buffer>();
	await eachBlob(past, files.filter(file => parts.has(inEvidence(file.path))), (path, bytes) => { found.set(inEvidence(path), bytes); });
	const evidence = evidenceFolder(ctx.layout.evidence, async path => found.get(path));
	for (const list of lists) { if (list.length) { note(await evidence.readText(list)); } }
	return referred;
}

/** The parts of evidence that list the files of a folder, by a record's text; none for any other record. */
function filesEvidence(text: string): readonly Digest[] {
	if (!text.includes('"directory"')) { return []; }
	try {
		const { evidence: { files } } = JSON.parse(text) as { evidence: { files: unknown } };
		return Array.isArray(files) && files.every((part): part is string => typeof part === 'string' && /^[0-9a-f]{64}$/.test(part)) ? files : [];
	} catch {
		// No record of a folder: its name says that it was one, and whoever has it checked out is told what is wrong with it.
		return [];
	}
}

async function eachBlob(past: Past, files: readonly { readonly path: string; readonly object: string }[], look: (path: string, bytes: Buffer) => void): Promise<void> {
	for (let at = 0; at < files.length; at += batch) {
		const some = files.slice(at, at + batch);
		const blobs = await past.blobs(some.map(file => file.object));
		for (const { path, object } of some) {
			const bytes = blobs.get(object);
			if (bytes === undefined) { throw new RegistryError('damaged-file', { path, why: 'git has its name and not its bytes' }); }
			look(path, bytes);
		}
	}
}
