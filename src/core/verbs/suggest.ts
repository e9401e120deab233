import { lstat } from 'node:fs/promises';
import { resolve as resolvePath } from 'node:path';
import { findModel, displayName, modelKeys } from '../database/queries/models';
import { latestVersion, nextNumber } from '../database/queries/versions';
import { gatherFacts } from '../facts/gather';
import { suggestModelName } from '../facts/suggestName';
import type { Facts, Id, Version } from '../model';
import type { Context } from './context';
import { versionById, versionsAt } from './read';
import { inWorkspace } from './register';

/** A model that a file may become a version of. */
export interface Candidate {
	readonly model: string;
	/** The number that it would get. */
	readonly number: number;
	readonly isNew: boolean;
	/** The one fact that makes a person sure. */
	readonly because: 'same-path' | 'same-name' | 'same-tensors' | 'name';
	/** The version that the reason is about. */
	readonly like?: Version;
}

export interface Suggestion {
	readonly path: string;
	readonly facts: Facts;
	/** Best first; never empty. */
	readonly candidates: readonly Candidate[];
	/** The newest version that was registered from this path and still has its size: most likely these very bytes. */
	readonly lastHere: Version | undefined;
	/** Bytes of a file; undefined for a folder. */
	readonly bytes: number | undefined;
}

/** Reads what is known of a file or folder, and which model it may belong to. Registers nothing. Throws 'not-found', 'outside', …. */
export async function suggest(ctx: Context, path: string, signal?: AbortSignal): Promise<Suggestion> {
	const inside = inWorkspace(ctx, path);
	const absolute = resolvePath(ctx.layout.workspace, inside);
	const facts = await gatherFacts({ workspace: ctx.layout.workspace, path: absolute, signal });
	const stat = await lstat(absolute).catch(() => undefined);
	const bytes = stat?.isFile() ? stat.size : undefined;
	const named = suggestModelName({ facts, path: inside });
	const initialised = await ctx.config().then(() => true, () => false);
	if (!initialised) { return { path: inside, facts, bytes, lastHere: undefined, candidates: [{ model: named, number: 1, isNew: true, because: 'name' }] }; }
	const db = await ctx.ledger.database();
	const candidates = new Map<string, Candidate>();
	const add = (key: string, because: Candidate['because'], like?: Id) => {
		if (!candidates.has(key)) { candidates.set(key, { model: displayName(db, key), number: nextNumber(db, key), isNew: false, because, ...(like ? { like: versionById(db, like) } : {}) }); }
	};
	const here = await versionsAt(ctx, inside);
	for (const version of here) { add(findModel(db, version.model) ?? '', 'same-path', version.id); }
	const alike = likeTensors(facts, db, modelKeys(db));
	if (alike) { add(alike.key, 'same-tensors', alike.id); }
	const key = findModel(db, named);
	if (key !== undefined) { add(key, 'same-name', latestVersion(db, key)?.id); }
	const fresh: Candidate[] = key === undefined ? [{ model: named, number: 1, isNew: true, because: 'name' }] : [];
	return { path: inside, facts, bytes, candidates: [...candidates.values(), ...fresh], lastHere: here.find(version => !version.archived && version.artifact.bytes === bytes) };
}

/** The model whose newest version has as many tensors and as many weights, in the same format. */
function likeTensors(facts: Facts, db: Parameters<typeof versionById>[0], keys: readonly string[]): { readonly key: string; readonly id: Id } | undefined {
	if (!facts.tensors.length || facts.parameters === undefined) { return undefined; }
	for (const key of keys) {
		const latest = latestVersion(db, key);
		const version = latest && versionById(db, latest.id);
		if (version && version.parameters === facts.parameters && version.tensorCount === facts.tensors.length && version.artifact.format === facts.format) { return { key, id: version.id }; }
	}
	return undefined;
}
