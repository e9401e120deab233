import { join } from 'node:path';
import { packsIn, recordPlace } from '../database/queries/history';
import type { Arrival } from '../git/arrivals';
import type { Past } from '../git/past';
import { RegistryError } from '../errors';
import type { Id } from '../model';
import type { Contest } from './contests';
import type { Context } from './context';
import { recordsAt } from './recordsAt';

export interface Origin extends Arrival {
	/** The branch that tells it from the other sides; undefined where none does. */
	readonly branch: string | undefined;
}

/** What git knows of the sides of conflicts: the commits they came in with, and what the last pull brought. */
export interface Origins {
	/** By the record's id. One that is in no commit yet is left out. */
	readonly commits: ReadonlyMap<Id, Origin>;
	/** When work of others last came in, and the ids of the records that came with it. */
	readonly pull: { readonly at: Date; readonly records: ReadonlySet<Id> } | undefined;
}

/** Undefined without git, and where git can't say. Some git processes, whatever the number of records. */
export async function contestOrigins(ctx: Context, contests: readonly Pick<Contest, 'before' | 'sides'>[]): Promise<Origins | undefined> {
	await ctx.config();
	const git = await ctx.git();
	const past = await git?.past(join(ctx.layout.records, 'x'));
	if (!past) { return undefined; }
	try {
		const folder = past.path.split('/').slice(0, -1).join('/');
		const arrivals = await arrivalsOf(ctx, past, folder, contests.flatMap(({ before, sides }) => [...before ? [before] : [], ...sides].map(side => side.record)));
		const branches = await past.branchesApart(contests.map(({ sides }) => sides.flatMap(side => arrivals.get(side.record)?.commit ?? [])));
		const commits = new Map<Id, Origin>();
		for (const [at, { before, sides }] of contests.entries()) {
			for (const side of [...before ? [before] : [], ...sides]) {
				const arrival = arrivals.get(side.record);
				if (arrival) { commits.set(side.record, { ...arrival, branch: branches[at]?.get(arrival.commit) }); }
			}
		}
		return { commits, pull: await pullOf(ctx, past, folder) };
	} catch (error) {
		if (!RegistryError.is(error, 'git-failed')) { throw error; }
		ctx.log.warn(error.message);
		return undefined;
	}
}

async function arrivalsOf(ctx: Context, past: Past, folder: string, records: readonly Id[]): Promise<ReadonlyMap<Id, Arrival>> {
	const db = await ctx.ledger.database();
	const paths = new Map<string, Id>([...new Set(records)].flatMap(id => {
		const row = recordPlace(db, id);
		return row ? [[`${folder}/${row.month}/${row.file}`, id] as const] : [];
	}));
	const found = new Map<Id, Arrival>();
	for (const [path, arrival] of await past.arrivals([...paths.keys()])) {
		const id = paths.get(path);
		if (id !== undefined) { found.set(id, arrival); }
	}
	// One that was packed before it was committed came in with the pack.
	const left = [...paths].filter(([, id]) => !found.has(id)).flatMap(([path, id]) => {
		const [month = '', file = ''] = path.split('/').slice(-2);
		return packsIn(db, month).filter(pack => pack.files.includes(file)).map(pack => ({ id, path: `${folder}/${month}/${pack.name}` }));
	});
	const packs = left.length ? await past.arrivals([...new Set(left.map(one => one.path))]) : new Map<string, Arrival>();
	for (const { id, path } of left) {
		const arrival = packs.get(path);
		if (arrival && !found.has(id)) { found.set(id, arrival); }
	}
	return found;
}

async function pullOf(ctx: Context, past: Past, folder: string): Promise<Origins['pull']> {
	const pull = await past.lastPull();
	if (!pull) { return undefined; }
	const before = await recordsAt(ctx, past, pull.before, folder);
	return { at: pull.at, records: new Set([...await recordsAt(ctx, past, pull.after, folder)].filter(id => !before.has(id))) };
}
