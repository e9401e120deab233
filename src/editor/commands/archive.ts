import type { App } from '../app';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { versionTargets } from './targets';
import type { VersionTarget } from './target';

/** Archives versions: they keep number, aliases and bytes, and stand below the others. */
export async function archive(app: App, first?: unknown, all?: unknown): Promise<void> {
	const targets = (await versionTargets(app, first, all, t('Archive'))).filter(target => !target.version.archived);
	for (const { registry, version } of targets) { await registry.archive(version.id); }
	const [one] = targets;
	if (!one) { return; }
	const held = targets.flatMap(target => target.version.aliases.map(alias => t('{0} still holds {1}', target.version.label, short(alias, 40))));
	const said = targets.length === 1 ? t('{0} archived.', nameOf(one)) : t('{0} versions archived.', targets.length);
	offerUndo(app, held.length ? `${said} ${held.join(', ')}.` : said, async () => {
		for (const { registry, version } of targets) { await registry.restore(version.id); }
	});
}

/** Brings archived versions back. */
export async function restore(app: App, first?: unknown, all?: unknown): Promise<void> {
	const targets = (await versionTargets(app, first, all, t('Restore from Archive'))).filter(target => target.version.archived);
	for (const { registry, version } of targets) { await registry.restore(version.id); }
}

function nameOf({ version }: VersionTarget): string {
	return `${short(version.model)} ${version.label}`;
}
