import * as vscode from 'vscode';
import { inspectViewType, inspectViewTypes } from '../../manifest/viewTypes';
import type { App } from '../app';
import { findModelFiles } from '../register/findModelFiles';
import { t } from '../words';

/** Opens model files in the editor that shows what is inside: those that were right-clicked, the one in the active tab, or one that is picked. */
export async function inspectModel(_app: App, first?: unknown, all?: unknown): Promise<void> {
	const given = (Array.isArray(all) && all.length ? all as unknown[] : [first]).filter(uri => uri instanceof vscode.Uri);
	const uris = given.length ? given : inActiveTab() ?? await pickFile();
	for (const uri of uris) { await vscode.commands.executeCommand('vscode.openWith', uri, inspectViewType(uri.path), { preview: uris.length === 1 }); }
}

/** A file that is open as something else. */
function inActiveTab(): readonly vscode.Uri[] | undefined {
	const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputCustom && !inspectViewTypes.some(viewType => viewType === input.viewType) ? [input.uri] : undefined;
}

async function pickFile(): Promise<readonly vscode.Uri[]> {
	const { modelNamePattern } = await import('../../manifest/files');
	const named = new RegExp(modelNamePattern, 'i');
	const browse = { label: `$(folder-opened) ${t('Browse…')}`, uri: undefined };
	// Folders are found too; an editor shows a file.
	const items = findModelFiles().then(found => [
		...found.map(uri => ({ label: uri.path.split('/').at(-1) ?? uri.path, description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..')), uri })).filter(({ label }) => named.test(label)), browse,
	]);
	const picked = await vscode.window.showQuickPick(items, { title: t('Inspect Model'), placeHolder: t('A model file of this workspace'), matchOnDescription: true });
	if (!picked) { return []; }
	return picked.uri ? [picked.uri] : await vscode.window.showOpenDialog({ title: t('Inspect Model'), openLabel: t('Inspect'), canSelectMany: true }) ?? [];
}
