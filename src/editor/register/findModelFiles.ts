import * as vscode from 'vscode';
import type { Registries } from '../registries';
import { t } from '../words';

/** Files that a list offers. */
const most = 1_000;

/** Model files and folders of the workspace, told by their names, in the order of their paths. */
export async function findModelFiles(): Promise<readonly vscode.Uri[]> {
	const { markerGlob, modelGlob, modelNamePattern } = await import('../../manifest/files');
	const skipped = '**/{.model-registry,.git,node_modules,site-packages,.venv,venv}/**';
	const named = new RegExp(modelNamePattern, 'i');
	const [files, marks] = await Promise.all([
		vscode.workspace.findFiles(modelGlob, skipped, most), markerGlob === undefined ? [] : vscode.workspace.findFiles(markerGlob, skipped, most),
	]);
	const folders = marks.map(mark => vscode.Uri.joinPath(mark, '..'));
	const all = [...files.filter(uri => named.test(uri.path.split('/').at(-1) ?? '')), ...folders];
	return [...new Map(all.map(uri => [uri.toString(), uri])).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Asks for files to register where none was pointed at. */
export async function pickModelFiles(registries: Registries): Promise<readonly vscode.Uri[]> {
	const browse = { label: `$(folder-opened) ${t('Browse…')}`, uri: undefined };
	const items = findModelFiles().then(async found => {
		const registered = new Set((await Promise.all((await registries.initialized()).map(async entry => (await (await entry.now()).pathsRegistered()).map(one => vscode.Uri.joinPath(entry.folder.uri, one.path).toString())))).flat());
		const listed = found.map(uri => ({ label: uri.path.split('/').at(-1) ?? uri.path, description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..')), uri, known: registered.has(uri.toString()) }));
		return [...listed.filter(item => !item.known), ...listed.filter(item => item.known).map(item => ({ ...item, description: `${item.description} · ${t('registered before')}` })), browse];
	});
	const picked = await vscode.window.showQuickPick(items, { title: t('Register Model'), placeHolder: t('A model file or folder of this workspace'), matchOnDescription: true });
	if (!picked) { return []; }
	if (picked.uri) { return [picked.uri]; }
	return await vscode.window.showOpenDialog({ title: t('Register Model'), openLabel: t('Register'), canSelectFiles: true, canSelectFolders: true, canSelectMany: true }) ?? [];
}
