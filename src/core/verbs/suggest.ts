import { lstat } from 'node:fs/promises';
import { resolve as resolvePath } from 'node:path';
import { displayName, findModel } from '../database/queries/models';
import { latestVersion, nextNumber, versionAlike, versionsByPath } from '../database/queries/findVersions';
import { newestPaths } from '../database/queries/registered';
import { factsOf } from './factsOf';
import { suggestModelName } from '../facts/suggestName';
import { asRegistryError } from '../files/asRegistryError';
import { readConfig } from '../ledger/config';
import type { Facts, Id, Version, WorkspacePath } from '../model';
import type { RunPlace } from '../runs/trainingRun';
import type { Context } from './context';
import { versionById, versionsAt } from './read';
import { inWorkspace } from './inWorkspace';

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

/** Reads what is known of a file or folder, made by `run` where that is said, and which model it may belong to. Registers nothing. Throws 'not-found', 'outside', …. */
export async function suggest(ctx: Context, path: string, signal?: AbortSignal, run?: RunPlace): Promise<Suggestion> {
	const inside = inWorkspace(ctx, path);
	const absolute = resolvePath(ctx.layout.workspace, inside);
	const facts = await factsOf(ctx, absolute, { signal, run });
	const stat = await lstat(absolute).catch((error: unknown) => { throw asRegistryError(error, inside, 'read'); });
	const bytes = stat.isFile() ? stat.size : undefined;
	const initialised = await readConfig(ctx.layout) !== undefined;
	const here = initialised ? await versionsAt(ctx, inside) : [];
	return {
		path: inside, facts, bytes, candidates: await candidatesFor(ctx, inside, facts),
		lastHere: here.find(version => !version.archived && version.artifact.bytes === bytes),
	};
}

/** The models that a file may belong to, likeliest first: the one it was registered under before, one of the same tensors, one of its name, a new one. */
export async function candidatesFor(ctx: Context, inside: WorkspacePath, facts: Facts): Promise<readonly [Candidate, ...Candidate[]]> {
	const freshOf = (name: string): Candidate => ({ model: name, number: 1, isNew: true, because: 'name' });
	if (await readConfig(ctx.layout) === undefined) { return [freshOf(suggestModelName({ facts, path: inside }))]; }
	const db = await ctx.ledger.database();
	const siblings = newestPaths(db, 500).map(({ model, path }) => ({ model: displayName(db, model), path }));
	const named = suggestModelName({ facts, path: inside, siblings });
	const fresh = freshOf(named);
	const candidates = new Map<string, Candidate>();
	const add = (key: string, because: Candidate['because'], like?: Id) => {
		if (!candidates.has(key)) { candidates.set(key, { model: displayName(db, key), number: nextNumber(db, key), isNew: false, because, ...(like ? { like: versionById(db, like) } : {}) }); }
	};
	for (const { model, id } of versionsByPath(db, inside)) { add(model, 'same-path', id); }
	const alike = facts.tensors.length && facts.parameters !== undefined
		? versionAlike(db, { parameters: facts.parameters, tensors: facts.tensors.length, format: facts.format }) : undefined;
	if (alike) { add(alike.model, 'same-tensors', alike.id); }
	const key = findModel(db, named);
	if (key !== undefined) { add(key, 'same-name', latestVersion(db, key)?.id); }
	const [first, ...others] = candidates.values();
	if (!first) { return [fresh]; }
	return key === undefined ? [first, ...others, fresh] : [first, ...others];
}
