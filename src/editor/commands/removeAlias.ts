import * as vscode from 'vscode';
import { orNone } from '../../core/orNone';
import type { App } from '../app';
import { askReason } from '../dialogs/askReason';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { calledOn, modelTarget } from './targets';
import { versionOf } from '../tree/node';

/** Takes an alias away: one that the row's version holds, or any of the model's. */
export async function removeAlias(app: App, first?: unknown, all?: unknown): Promise<void> {
	const target = await modelTarget(app, first, all, t('Remove Alias'));
	if (!target) { return; }
	const { registry, model, entry } = target;
	const [row] = calledOn(app, first, all);
	const version = row && versionOf(row)?.version;
	const { aliases } = await registry.model(model);
	const items = await Promise.all(aliases.filter(alias => !version || version.aliases.includes(alias.name) || version.contested.includes(alias.name)).map(async alias => ({
		label: short(alias.name), alias: alias.name, description: (await orNone(registry.version(alias.version)))?.label ?? t('in conflict'),
	})));
	const picked = version && items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Remove Alias of {0}', short(model)), placeHolder: items.length ? t('The alias to take away') : t('{0} has no alias', short(model)) });
	if (!picked) { return; }
	const { given } = await askReason(t('Remove Alias of {0}', short(model)), t('Why is {0} removed?', picked.alias), entry.folder.uri);
	if (given === undefined) { return; }
	const { from } = await registry.removeAlias(model, picked.alias, given || undefined);
	if (from !== null) { offerUndo(app, t('{0}: {1} removed from {2}.', short(model), picked.alias, picked.description), () => registry.setAlias(from, picked.alias)); }
}
