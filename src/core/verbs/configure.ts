import { RegistryError } from '../errors';
import { isSetting } from '../records/kinds/modelConfigured';
import { shown } from '../records/names';
import type { Context } from './context';
import { resolveModel } from './resolve';
import { writeTo } from './writing';

/** Sets what a team shares about a model: `primary-metric`, `direction.<metric>`, `tolerance.<metric>` (a part of the value before, '0.01'); null clears it. Throws 'no-model', 'bad-value'. */
export async function configureModel(ctx: Context, name: string, setting: string, value: string | null): Promise<void> {
	if (!isSetting(setting)) { throw new RegistryError('bad-value', { what: `The setting '${shown(setting)}'`, why: 'a metric has a name of one line and at most 300 characters' }); }
	await writeTo(ctx, db => resolveModel(db, name), async ({ model, write, heads, holds }) => {
		if (holds('', `setting:${setting}`) !== value) { await write({ kind: 'model.configured', model, setting, value, replaces: [...heads('', `setting:${setting}`)] }); }
	});
}
