import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { App } from '../app';
import { longRunning } from '../longRunning';
import { short } from '../tree/short';
import { t } from '../words';
import { versionTargets } from './targets';
import type { VersionTarget } from './target';

/** Puts the files of versions into a folder. `to` is asked for where it isn't given. */
export async function get(app: App, first?: unknown, all?: unknown, to?: vscode.Uri): Promise<void> {
	const targets = await versionTargets(app, first, all, t('Put Files into Folder'));
	const [one] = targets;
	if (!one) { return; }
	const folder = to ?? await askFolder(one);
	if (!folder) { return; }
	const names: string[] = [];
	for (const target of targets) {
		if (await put(target, folder)) { names.push(`${short(target.version.model)} ${target.version.label}`); }
	}
	if (names.length) { void offerReveal(names, folder); }
}

async function askFolder({ entry, version }: VersionTarget): Promise<vscode.Uri | undefined> {
	const picked = await vscode.window.showOpenDialog({
		title: t('Put {0} {1} into Folder', short(version.model), version.label), openLabel: t('Put Files Here'),
		canSelectFiles: false, canSelectFolders: true, canSelectMany: false, defaultUri: entry.folder.uri,
	});
	return picked?.[0];
}

/** Whether the files are there now. What differs is replaced only when the person says so. */
async function put({ registry, version }: VersionTarget, folder: vscode.Uri, force = false): Promise<boolean> {
	try {
		await longRunning(t('Putting {0} {1} into {2}', short(version.model), version.label, folder.path.split('/').at(-1) ?? ''), options => registry.get(version.id, { to: folder.fsPath, force, ...options }));
		return true;
	} catch (error) {
		if (force || !RegistryError.is(error, 'would-overwrite')) { throw error; }
		const replace = t('Replace');
		const chosen = await vscode.window.showWarningMessage(t('{0} is there already and differs.', short(error.facts.path)), { modal: true, detail: t('Replacing it cannot be undone.') }, replace);
		if (chosen !== replace) { throw new RegistryError('cancelled', { what: t('Putting files into a folder') }); }
		return put({ registry, version } as VersionTarget, folder, true);
	}
}

async function offerReveal(names: readonly string[], folder: vscode.Uri): Promise<void> {
	const inside = vscode.workspace.getWorkspaceFolder(folder);
	const where = inside ? vscode.workspace.asRelativePath(folder, false) : folder.fsPath;
	const said = t('{0} is in {1}.', names.join(', '), where === inside?.uri.fsPath ? inside?.name ?? where : where);
	const chosen = await vscode.window.showInformationMessage(said, ...(inside ? [t('Reveal')] : []));
	if (chosen !== undefined) { await vscode.commands.executeCommand('revealInExplorer', folder); }
}
