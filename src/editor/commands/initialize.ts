import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { App } from '../app';
import { folderOf } from '../tree/node';
import { t } from '../words';
import { calledOn } from './targets';

/** Makes a folder's registry. Asks which folder where there are several without one. */
export async function initialize(app: App, first?: unknown): Promise<void> {
	const [row] = calledOn(app, first, undefined);
	const folder = row && folderOf(row);
	const initialized = await app.registries.initialized();
	const bare = app.registries.all.filter(entry => (folder === undefined ? !initialized.includes(entry) : entry.folder.uri.toString() === folder));
	if (!app.registries.all.length) {
		await vscode.commands.executeCommand('vscode.openFolder');
		return;
	}
	if (!bare.length) {
		await vscode.commands.executeCommand('modelRegistry.models.focus');
		return;
	}
	const items = bare.map(entry => ({ label: entry.folder.name, description: entry.folder.uri.fsPath, entry }));
	const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Initialize Model Registry'), placeHolder: t('The folder that gets a registry') });
	if (!picked) { return; }
	if (!vscode.workspace.isTrusted) { throw new RegistryError('unwritable', { path: picked.entry.folder.name, why: t('the workspace is not trusted') }); }
	await (await picked.entry.open()).init(picked.entry.folder.name);
	app.registries.announce(picked.entry);
	await vscode.commands.executeCommand('modelRegistry.models.focus');
}
