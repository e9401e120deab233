import * as vscode from 'vscode';
import { placeOf } from './placeOf';

/** Opens a file where a value stands: the first line that names it. What is no text is shown in the Explorer. */
export async function openSourceAt(uri: vscode.Uri, field: string | undefined, preserveFocus = false): Promise<void> {
	let document: vscode.TextDocument;
	try {
		document = await vscode.workspace.openTextDocument(uri);
	} catch {
		// A model file is no text document: its place is all that can be shown.
		await vscode.commands.executeCommand('revealInExplorer', uri);
		return;
	}
	const found = field === undefined ? undefined : placeOf(document.getText(), field);
	const selection = found && new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
	await vscode.window.showTextDocument(document, { preview: true, preserveFocus, ...(selection ? { selection } : {}) });
}
