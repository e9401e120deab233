import type { Context } from './context';
import { resolveModel } from './resolve';
import { writeTo } from './writing';

/** Sets what a team shares about a model: `primary-metric`, `direction.<metric>`, `tolerance.<metric>` (a part of the value before, '0.01'); null clears it. */
export async function configureModel(ctx: Context, name: string, setting: string, value: string | null): Promise<void> {
	await writeTo(ctx, db => resolveModel(db, name), async ({ model, write, heads, holds }) => {
		if (holds('', `setting:${setting}`) !== value) { await write({ kind: 'model.configured', model, setting, value, replaces: [...heads('', `setting:${setting}`)] }); }
	});
}
