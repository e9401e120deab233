import { givenBy, register } from '../database/queries/registers';
import type { Context } from './context';
import { RegistryError } from '../errors';
import type { Id } from '../model';
import { resolveModel } from './resolve';
import { writeTo } from './writing';

/** Writes the model's card: Markdown of any length. */
export async function writeCard(ctx: Context, name: string, markdown: string): Promise<void> {
	await writeTo(ctx, db => resolveModel(db, name), async ({ model, write, heads, holds }) => {
		const parts = await ctx.ledger.evidence.writeText(markdown);
		if (holds('', 'card') !== parts.join(' ')) { await write({ kind: 'card.written', model, parts: [...parts], replaces: [...heads('', 'card')] }); }
	});
}

/** The model's card in effect; undefined where none was written. */
export async function readCard(ctx: Context, name: string): Promise<string | undefined> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const parts = register(db, resolveModel(db, name), '', 'card').value;
	return parts === null ? undefined : ctx.ledger.evidence.readText(parts.split(' '));
}

/** The card as one record wrote it, whether or not it stands. Throws 'not-found' for a record that wrote none. */
export async function cardOf(ctx: Context, record: Id): Promise<string> {
	await ctx.config();
	const found = givenBy(await ctx.ledger.database(), record, 'card');
	if (!found) { throw new RegistryError('not-found', { path: `The card of record ${record}` }); }
	return found.value === null ? '' : ctx.ledger.evidence.readText(found.value.split(' '));
}
