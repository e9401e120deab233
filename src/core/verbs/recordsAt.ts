import { packsIn } from '../database/queries/history';
import type { Past } from '../git/past';
import type { Id } from '../model';
import { openPack, packName } from '../records/pack';
import { recordFileName } from '../records/read';
import type { Context } from './context';

/** What a pack in a commit may have. */
const maxPack = 32 << 20;

/** Ids of the records that a commit, branch or tag has, in files and packs. Packs are read only where this clone hasn't the same. Throws 'bad-value', 'git-failed'. */
export async function recordsAt(ctx: Context, past: Past, ref: string, folder: string): Promise<ReadonlySet<Id>> {
	const ids = new Set<Id>();
	const add = (file: string) => { const id = recordFileName.exec(file)?.[1]; if (id !== undefined) { ids.add(id); } };
	const db = await ctx.ledger.database();
	for (const path of await past.namesAt(ref, folder)) {
		const [month = '', file = ''] = path.split('/').slice(-2);
		add(file);
		if (!packName.test(file)) { continue; }
		const known = packsIn(db, month).find(pack => pack.name === file)?.files;
		for (const name of known ?? await packedAt(past, ref, path)) { add(name); }
	}
	return ids;
}

async function packedAt(past: Past, ref: string, path: string): Promise<readonly string[]> {
	const [bytes] = [...(await past.contents(await past.commit(ref), path, maxPack)).values()];
	const pack = bytes && openPack(path.split('/').at(-1) ?? '', bytes);
	return pack?.is === 'pack' ? [...pack.records.keys()] : [];
}
