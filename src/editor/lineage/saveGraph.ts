import * as vscode from 'vscode';
import { t } from '../words';

/** Asks for a file and writes the picture or text into it. Nothing happens where the person gives up. */
export async function saveGraph(content: string | Uint8Array, extension: string, folder: vscode.Uri | undefined): Promise<void> {
	const uri = await vscode.window.showSaveDialog({ title: t('Save Lineage'), filters: { [extension.toUpperCase()]: [extension] }, ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `lineage.${extension}`) } : {}) });
	if (uri) { await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? Buffer.from(content) : content); }
}
