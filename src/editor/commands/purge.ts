import * as vscode from 'vscode';
import { formatSize } from '../../core/present/quantities';
import type { App } from '../app';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { versionTargets } from './targets';
import type { VersionTarget } from './target';

/** Puts the stored files of archived versions aside; they are deleted when the time for an undo has passed. */
export async function purge(app: App, first?: unknown, all?: unknown): Promise<void> {
	const targets = (await versionTargets(app, first, all, t('Purge Files'))).filter(target => !target.version.purged);
	const [one] = targets;
	if (!one || !await confirmed(targets)) { return; }
	let bytes = 0;
	const whole: VersionTarget[] = [];
	for (const target of targets) {
		const purged = await target.registry.purge(target.version.id);
		bytes += purged.bytes;
		if (purged.missing === 0) { whole.push(target); }
	}
	if (!whole.length) {
		void vscode.window.showInformationMessage(targets.length === 1
			? t('Files of {0} {1} purged. Some were missing before, so they can\'t be brought back.', short(one.version.model), one.version.label)
			: t('Files of {0} versions purged. Some were missing before, so they can\'t be brought back.', targets.length));
		return;
	}
	offerUndo(app, targets.length === 1 ? t('Files of {0} {1} purged, {2}.', short(one.version.model), one.version.label, formatSize(bytes)) : t('Files of {0} versions purged, {1}.', targets.length, formatSize(bytes)), async () => {
		for (const { registry, version } of whole) { await registry.recover(version.id); }
	});
}

async function confirmed(targets: readonly VersionTarget[]): Promise<boolean> {
	const [one] = targets;
	if (!one) { return false; }
	const days = (await one.registry.config()).policies.purgeUndoDays;
	const question = targets.length === 1 ? t('Purge the files of {0} {1}?', short(one.version.model), one.version.label) : t('Purge the files of {0} versions?', targets.length);
	const detail = t('They can be brought back for {0} days, then they are deleted from this machine. Metrics, parameters, notes and history stay. Bytes that another version needs are kept.', days);
	const yes = t('Purge');
	return await vscode.window.showWarningMessage(question, { modal: true, detail }, yes) === yes;
}

/** Takes a purge back while the files are still there. */
export async function recover(app: App, first?: unknown, all?: unknown): Promise<void> {
	for (const { registry, version } of await versionTargets(app, first, all, t('Undo Purge'))) {
		if (version.purged) { await registry.recover(version.id); }
	}
	app.view.tree.refresh();
}
