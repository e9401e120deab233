import * as vscode from 'vscode';
import type { App } from '../app';
import { askReason } from '../dialogs/askReason';
import { askSource } from '../lineage/askSource';
import { relationWords, sayable } from '../lineage/relationWords';
import { longRunning } from '../longRunning';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { versionTargets } from './targets';

/** Says what a version came from: how, what, and why one knows. */
export async function addLineageLink(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first ?? shownVersion(app), all, t('Add Lineage Link'));
	if (!target) { return; }
	const { registry, version, entry } = target;
	const name = `${short(version.model)} ${version.label}`;
	const title = t('Add Lineage Link to {0}', name);
	const relation = await vscode.window.showQuickPick(sayable.map(one => ({ label: relationWords(one.relation), detail: one.about(), relation: one.relation })), { title, placeHolder: t('How it relates to what it came from') });
	if (!relation) { return; }
	const from = await askSource(target, relation.relation, t('{0}: {1}', name, relation.label));
	if (from === undefined) { return; }
	const { given } = await askReason(title, t('How do you know?'), entry.folder.uri);
	if (given === undefined) { return; }
	const linked = await longRunning(t('Linking {0}', name), long => registry.link(version.id, { from, relation: relation.relation, ...(given ? { reason: given } : {}), ...long }));
	app.lineage.show({ folder: entry.folder.uri.toString(), key: `version:${version.id}` });
	offerUndo(app, t('{0}: {1} {2}.', name, relation.label, short(linked.title)), () => registry.unlink(version.id, { from: linked.from, relation: linked.relation }));
}

/** The version that the Lineage view is about: what its title's button means. */
function shownVersion(app: App): { readonly folder: string; readonly version: string } | undefined {
	const { subject } = app.lineage;
	return subject?.key.startsWith('version:') ? { folder: subject.folder, version: subject.key.slice('version:'.length) } : undefined;
}
