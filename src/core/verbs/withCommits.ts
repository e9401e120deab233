import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import type { HistoryEntry } from '../model';
import type { Context } from './context';

/** The entries with the commits that brought their records in. As they are without git, and where git can't say. */
export async function withCommits(ctx: Context, entries: readonly HistoryEntry[]): Promise<readonly HistoryEntry[]> {
	const past = await (await ctx.git())?.past(join(ctx.layout.records, 'x'));
	if (!past || entries.length === 0) { return entries; }
	const folder = past.path.split('/').slice(0, -1).join('/');
	try {
		const [arrivals, shallow] = [await past.arrivals([folder]), await past.shallow()];
		return entries.map(entry => {
			const arrival = arrivals.get(`${folder}/${entry.file.split('/').slice(-2).join('/')}`);
			// What was packed before it was committed came in with its pack: nobody can tell.
			if (!arrival) { return existsSync(join(ctx.layout.workspace, entry.file)) ? { ...entry, commit: null } : entry; }
			return shallow.has(arrival.commit) ? entry : { ...entry, commit: { id: arrival.commit, subject: arrival.subject } };
		});
	} catch (error) {
		if (!RegistryError.is(error, 'git-failed')) { throw error; }
		ctx.log.warn(error.message);
		return entries;
	}
}
