import { reproducible, type Pin } from '../present/reproducible';
import { commandsOf } from './commands';
import type { Context } from './context';
import { knownInputs } from './knownInputs';
import { versionDetails } from './read';

/** What of a version's making is pinned, and what isn't: with the command that is known to make it, and the links that were added by hand. Throws 'no-version'. */
export async function pins(ctx: Context, ref: string): Promise<readonly Pin[]> {
	const details = await versionDetails(ctx, ref);
	const facts = { ...details.facts, inputs: await knownInputs(ctx, details) };
	return reproducible({ ...details, facts }, (await commandsOf(ctx, details))[0]?.command);
}
