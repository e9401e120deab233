import * as vscode from 'vscode';
import { orNone } from '../../core/orNone';
import type { App } from '../app';
import { askReason } from '../dialogs/askReason';
import { short } from '../tree/short';
import { versionOf } from '../tree/node';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { calledOn, modelTarget } from './targets';

/** Puts an alias back on the version that held it before. */
export async function rollbackAlias(app: App, first?: unknown, all?: unknown): Promise<void> {
	const target = await modelTarget(app, first, all, t('Roll Back Alias'));
	if (!target) { return; }
	const { registry, model, entry } = target;
	const [row] = calledOn(app, first, all);
	const version = row && versionOf(row)?.version;
	const names = version ? [...version.aliases] : (await registry.model(model)).aliases.map(alias => alias.name);
	const title = t('Roll Back Alias of {0}', short(model));
	const picked = names.length === 1 ? names[0] : await vscode.window.showQuickPick(names, { title, placeHolder: names.length ? t('The alias to put back') : t('{0} has no alias', short(model)) });
	if (picked === undefined) { return; }
	const { from, to } = await registry.rollbackTarget(model, picked);
	const [now, before] = [from === null ? undefined : await orNone(registry.version(from)), await registry.version(to)];
	const { given } = await askReason(title, t('Why does {0} go back to {1}?', picked, before.label), entry.folder.uri);
	if (given === undefined) { return; }
	await registry.rollbackAlias(model, picked, given || undefined);
	const said = now ? t('{0}: {1} is back on {2}, from {3}.', short(model), picked, before.label, now.label) : t('{0}: {1} is back on {2}.', short(model), picked, before.label);
	offerUndo(app, said, () => (from === null ? registry.removeAlias(model, picked) : registry.setAlias(from, picked)));
}
