import { orNone } from '../../core/orNone';
import type { App } from '../app';
import { askReason } from '../dialogs/askReason';
import { pickAlias } from '../dialogs/pickAlias';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { versionTargets } from './targets';

/** Moves an alias to a version. */
export async function setAlias(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Set Alias'));
	if (!target) { return; }
	const { registry, version, entry } = target;
	const name = `${short(version.model)} ${version.label}`;
	const alias = await pickAlias(registry, version, t('Set Alias of {0}', name));
	if (alias === undefined) { return; }
	const { given } = await askReason(t('Set Alias of {0}', name), t('Why does {0} move to {1}?', alias, version.label), entry.folder.uri);
	if (given === undefined) { return; }
	const { from } = await registry.setAlias(version.id, alias, given || undefined);
	if (from === version.id) { return; }
	const before = from === null ? undefined : await orNone(registry.version(from));
	const said = before ? t('{0}: {1} moved from {2} to {3}.', short(version.model), alias, before.label, version.label) : t('{0}: {1} is now {2}.', short(version.model), alias, version.label);
	offerUndo(app, said, () => (from === null ? registry.removeAlias(version.model, alias) : registry.setAlias(from, alias)));
}
