import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { plainLine } from '../../core/present/plain';

/** Opens what a card links to. The card is anybody's text: a path that leaves the folder, by itself or through a link, is refused. Throws 'outside', 'not-found'. */
export async function openLinkedFile(folder: vscode.Uri, path: string): Promise<void> {
	const shown = plainLine(path).slice(0, 200);
	const uri = vscode.Uri.joinPath(folder, path);
	const [root, place] = await Promise.all([realpath(folder.fsPath), realpath(uri.fsPath)]).catch(() => { throw new RegistryError('not-found', { path: shown }); });
	const inside = relative(root, place);
	if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) { throw new RegistryError('outside', { path: shown, folder: folder.fsPath }); }
	if ((await stat(place)).isDirectory()) { await vscode.commands.executeCommand('revealInExplorer', uri); return; }
	await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
}
