import * as vscode from 'vscode';
import { t } from '../words';

/** Asks for a file and writes the text into it. Nothing happens where the person gives up. */
export async function saveText(text: string, extension: string, folder: vscode.Uri | undefined): Promise<void> {
	const name = `comparison.${extension}`;
	const uri = await vscode.window.showSaveDialog({ title: t('Save Comparison'), filters: { [extension.toUpperCase()]: [extension] }, ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}) });
	if (uri) { await vscode.workspace.fs.writeFile(uri, Buffer.from(text)); }
}
