import { recordRows } from '../database/queries/history';
import { addedTo, type Changes } from './changes';
import type { Context } from './context';
import { pastContext } from './past';

/**
 * What a commit, branch or tag has that isn't here, told as that branch sees it: what a merge would bring. `missing`: records that are here only. A handful of
 * git processes, whatever the number of records. Throws 'git-failed', and 'bad-value' for an unknown name.
 */
export async function incoming(ctx: Context, base: string): Promise<Changes> {
	await ctx.config();
	await ctx.ledger.refresh();
	const here = new Set(recordRows(await ctx.ledger.database(), {}).map(row => row.id));
	const [, then] = await pastContext(ctx, { ref: base });
	try {
		const db = await then.ledger.database();
		const there = new Set(recordRows(db, {}).map(row => row.id));
		return { base, missing: [...here].filter(id => !there.has(id)).length, ...addedTo(then, db, here) };
	} finally {
		await then.ledger.close();
	}
}
