import * as vscode from 'vscode';

/** Asks for a file and writes the bytes into it. Nothing happens where the person gives up. */
export async function saveAs(bytes: Uint8Array, { title, name }: { readonly title: string; readonly name: string }, folder: vscode.Uri | undefined): Promise<void> {
	const extension = name.split('.').at(-1) ?? '';
	const uri = await vscode.window.showSaveDialog({ title, filters: { [extension.toUpperCase()]: [extension] }, ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}) });
	if (uri) { await vscode.workspace.fs.writeFile(uri, bytes); }
}
