import * as vscode from 'vscode';
import type { App } from '../app';
import type { FolderRegistry } from '../registries';
import { t } from '../words';

/** The registry that is meant: the only one there is, or one that the person picks. */
export async function pickFolder(app: App, title: string): Promise<FolderRegistry | undefined> {
	const entries = await app.registries.initialized();
	if (entries.length < 2) { return entries[0]; }
	const picked = await vscode.window.showQuickPick(entries.map(entry => ({ label: entry.folder.name, entry })), { title, placeHolder: t('The folder whose registry is meant') });
	return picked?.entry;
}
