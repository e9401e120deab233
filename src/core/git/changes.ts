import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import { access, lstat } from 'node:fs/promises';
import { filtersOf } from './attributes';
import type { LeftOut } from './leftOut';
import { size } from './leftOut';
import { objectsOf } from './objects';
import type { Change, RawPath } from './status';
import { textOf } from './status';
import { Untied } from './untied';
import type { Untrusted } from './untrusted';

/** What makes the tree of a snapshot out of the user's index. */
export interface Plan {
	/** Taken from the working tree as they are. */
	readonly add: readonly RawPath[];
	/** In the index, and not in the tree. */
	readonly remove: readonly RawPath[];
	/** Whether the tree will be another one than HEAD's. */
	readonly differs: boolean;
	readonly leftOut: readonly LeftOut[];
}

type Step = { readonly kind: 'add' | 'remove' | 'keep'; readonly why?: string };

/**
 * Decides each change. What can't be taken in is absent from the snapshot rather than there in an older state, except for files
 * with a filter that doesn't run: most of these are equal to the index once filtered, so the index's state stays.
 *
 * @param fileLimit bytes of one file
 */
export async function planOf(topLevel: string, changes: readonly Change[], fileLimit: number, { filters }: Untrusted, signal?: AbortSignal): Promise<Plan> {
	const inTree = changes.filter(change => change.tree === 'changed');
	const filtered = filters.size ? await filtersOf(topLevel, inTree.map(change => change.path), signal) : new Map<RawPath, string>();
	const plan = { add: [] as RawPath[], remove: [] as RawPath[], leftOut: [] as LeftOut[], differs: changes.some(({ index }) => index === 'staged' || index === 'unmerged') };
	const step = async (change: Change): Promise<Step> => {
		if (change.tree !== 'changed') { return { kind: change.tree === 'deleted' ? 'remove' : 'keep' }; }
		const filter = filtered.get(change.path);
		if (filter !== undefined && filters.has(filter)) {
			const why = `passes through the filter '${filter}', which only the repository's own configuration names and which wasn't run`;
			return change.index === 'untracked' || change.index === 'unmerged' ? { kind: 'remove', why } : { kind: 'keep', why: `${why}; it is kept as it was last staged or committed` };
		}
		return look(topLevel, change, fileLimit);
	};
	// As many at a time as there are threads for it in Node's pool, and some in waiting.
	for (let start = 0; start < changes.length; start += 64) {
		const some = changes.slice(start, start + 64);
		const steps = await Promise.all(some.map(step));
		for (const [at, { path, index }] of some.entries()) {
			const { kind, why } = steps[at] ?? { kind: 'keep' };
			if (why !== undefined) { plan.leftOut.push({ path, why }); }
			if (kind === 'add') { plan.add.push(path.replace(/\/$/, '')); }
			if (kind === 'remove' && index !== 'untracked') { plan.remove.push(path); }
		}
	}
	plan.differs ||= plan.add.length + plan.remove.length > 0;
	return plan;
}

async function look(topLevel: string, { path, index }: Change, fileLimit: number): Promise<Step> {
	const absolute = pathIn(topLevel, path);
	let stat: Stats;
	try {
		stat = await lstat(absolute);
	} catch {
		// Deleted since git looked.
		return { kind: 'remove' };
	}
	if (stat.isSymbolicLink()) { return { kind: 'add' }; }
	if (stat.isDirectory()) {
		if (!await hasCommit(topLevel, path)) { return { kind: 'remove', why: 'is a repository of its own without a commit' }; }
		return index === 'untracked' ? { kind: 'add', why: 'is a repository of its own, of which only the commit is kept' } : { kind: 'add' };
	}
	if (!stat.isFile()) { return { kind: 'remove', why: 'is neither a file nor a link' }; }
	if (stat.size > fileLimit) { return { kind: 'remove', why: `has ${size(stat.size)}, more than the ${size(fileLimit)} that a snapshot takes in` }; }
	try {
		await access(absolute, constants.R_OK);
	} catch {
		// git would give up on all files because of this one.
		return { kind: 'remove', why: "can't be read" };
	}
	return { kind: 'add' };
}

async function hasCommit(topLevel: string, path: RawPath): Promise<boolean> {
	try {
		const [head] = await objectsOf(`${topLevel}/${textOf(path)}`, ['HEAD']);
		return head !== null;
	} catch (error) {
		// Its commit can't be named if git refuses to read it.
		if (error instanceof Untied) { return false; }
		throw error;
	}
}

/** For Node's file functions: names that aren't UTF-8 are only reached by their bytes. */
function pathIn(topLevel: string, path: RawPath): string | Buffer {
	const bytes = Buffer.from(path, 'latin1');
	return Buffer.from(bytes.toString('utf8')).equals(bytes) ? `${topLevel}/${textOf(path)}` : Buffer.concat([Buffer.from(`${topLevel}/`), bytes]);
}
