import * as vscode from 'vscode';
import type { App } from '../app';
import { t } from '../words';

/** Shows the newest version that was registered from a file. */
export async function showInRegistry(app: App, uri?: vscode.Uri): Promise<void> {
	const file = uri ?? vscode.window.activeTextEditor?.document.uri;
	const entry = file && app.registries.of(file);
	if (!file || !entry) { return; }
	const path = vscode.workspace.asRelativePath(file, false);
	const [newest] = await (await entry.open()).versionsAt(path);
	if (!newest) {
		await vscode.window.showInformationMessage(t('{0} is not registered.', path));
		return;
	}
	await vscode.commands.executeCommand('modelRegistry.models.focus');
	await app.view.showVersion(entry, newest.id, { focus: true });
}
