import { everGiven } from '../database/queries/registers';
import type { Id, Person } from '../model';
import type { Context } from './context';
import { resolveModel } from './resolve';

/** One writing of a model's card. */
export interface WrittenCard {
	readonly record: Id;
	readonly at: Date;
	readonly by: Person;
	/** Evidence of its text: equal texts have equal ones. */
	readonly parts: string;
}

/** Every card that was ever written for a model, newest first. Throws 'no-model'. */
export async function cardHistory(ctx: Context, name: string): Promise<readonly WrittenCard[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	return everGiven(db, resolveModel(db, name), '', 'card').flatMap(({ record, at, by, value }) => (value === null ? [] : [{ record, at, by, parts: value }]));
}
