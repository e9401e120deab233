import * as vscode from 'vscode';
import { formatCount } from '../../core/present/quantities';
import type { App } from '../app';
import { t } from '../words';
import { entryOf } from './targets';

/** Packs the records of past months, after saying what that means. */
export async function compactRecords(app: App): Promise<void> {
	const entry = await entryOf(app, undefined) ?? await pickFolder(app);
	if (!entry) { return; }
	const registry = await entry.open();
	const planned = await registry.compact({ dryRun: true });
	const files = planned.reduce((sum, month) => sum + month.removed, 0);
	if (!planned.length) { await vscode.window.showInformationMessage(t('There is nothing to compact: the records of past months are in one file each already.')); return; }
	const message = planned.length === 1 ? t('Pack {0} record files of one past month into one file?', formatCount(files)) : t('Pack {0} record files of {1} past months into one file each?', formatCount(files), planned.length);
	const detail = t('What the registry says stays the same, and so does the text of the records. Branches may do this at once: packs never conflict. The current month stays as it is. Commit the result as a change of its own.');
	const compact = t('Compact');
	if (await vscode.window.showWarningMessage(message, { modal: true, detail }, compact) !== compact) { return; }
	const done = await vscode.window.withProgress({ location: { viewId: 'modelRegistry.models' } }, () => registry.compact());
	await vscode.window.showInformationMessage(t('{0} record files became {1}.', formatCount(done.reduce((sum, month) => sum + month.removed, 0)), done.reduce((sum, month) => sum + month.packs.length, 0)));
}

async function pickFolder(app: App) {
	const entries = await app.registries.initialized();
	const picked = await vscode.window.showQuickPick(entries.map(entry => ({ label: entry.folder.name, entry })), { title: t('Compact Records'), placeHolder: t('The folder whose registry is meant') });
	return picked?.entry;
}
