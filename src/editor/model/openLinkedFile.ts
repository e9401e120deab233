import { realpath, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { asRegistryError } from '../../core/files/asRegistryError';
import { workspacePathFault } from '../../core/records/paths';

/** Opens what a card links to. The card is anybody's text: a path that leaves the folder, by itself or through a link, is refused. Throws 'outside', 'not-found'. */
export async function openLinkedFile(folder: vscode.Uri, path: string): Promise<void> {
	if (workspacePathFault(path)) { throw new RegistryError('not-found', { path: path.replace(/\p{Cc}/gu, '\uFFFD').slice(0, 200) }); }
	const uri = vscode.Uri.joinPath(folder, path);
	const [root, place] = await Promise.all([realpath(folder.fsPath), realpath(uri.fsPath)]).catch((error: unknown) => { throw asRegistryError(error, path); });
	const inside = relative(root, place);
	if (inside === '..' || inside.startsWith(`..${sep}`)) { throw new RegistryError('outside', { path, folder: folder.fsPath }); }
	if ((await stat(place)).isDirectory()) { await vscode.commands.executeCommand('revealInExplorer', uri); return; }
	await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
}
