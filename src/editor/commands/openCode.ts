import { join } from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { orNone } from '../../core/orNone';
import type { App } from '../app';
import { codeFolder, reproductionFolder, safeName } from '../openedFolders';
import { longRunning } from '../longRunning';
import { short } from '../tree/short';
import { t } from '../words';
import { report } from './report';
import { versionTargets } from './targets';

/** Opens the exact code of a version, its model in place, in a window of its own. What is open already is shown again. */
export async function openCode(app: App, first?: unknown, all?: unknown): Promise<void> {
	await openWith(app, first, all, openWindow);
}

/** As openCode, as one more folder of this window. */
export async function addCodeToWorkspace(app: App, first?: unknown, all?: unknown): Promise<void> {
	await openWith(app, first, all, async (folder, name) => {
		const open = vscode.workspace.workspaceFolders ?? [];
		if (!open.some(one => one.uri.fsPath === folder)) { vscode.workspace.updateWorkspaceFolders(open.length, 0, { uri: vscode.Uri.file(folder), name }); }
	});
}

type Show = (folder: string, name: string) => Promise<void>;

async function openWith(app: App, first: unknown, all: unknown, show: Show): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Open the Code of This Version'));
	if (!target) { return; }
	const { registry, version, entry } = target;
	const name = `${short(version.model)} ${version.label}`;
	// A folder where it was made again is not as it was.
	const known = (await registry.checkouts()).find(one => one.version === version.id && !one.path.startsWith(reproductionFolder(app)));
	if (known && await exists(known.path)) { await show(known.path, name); return; }
	// It is git's to remember, and a folder that somebody deleted is none.
	if (known) { await registry.removeCheckout(known.path); }
	const to = join(codeFolder(app), `${safeName(entry.folder.name)}-${safeName(version.model)}-${safeName(version.label)}-${version.id}`);
	await vscode.workspace.fs.createDirectory(vscode.Uri.file(codeFolder(app)));
	const opened = await longRunning(t('Opening the code of {0}', name), long => registry.checkout(version.id, { to, ...long }));
	for (const note of opened.notes) { app.log.info(`${name}: ${note}`); }
	const [note] = opened.notes;
	if (opened.exact && note === undefined) { await show(opened.workspace, name); return; }
	const open = t('Open');
	const said = t('The code of {0} is ready. {1}', name, short(note ?? '', 300));
	void vscode.window.showInformationMessage(said, open).then(async chosen => { if (chosen === open) { await show(opened.workspace, name); } });
}

/** Removes folders that the code of versions was opened in. */
export async function removeOpenedCode(app: App): Promise<void> {
	const found = (await Promise.all((await app.registries.initialized()).map(async entry => {
		const registry = await entry.open();
		return Promise.all((await registry.checkouts()).map(async one => {
			const version = await orNone(registry.version(one.version));
			return { label: version ? `${short(version.model)} ${version.label}` : one.version, ...(one.path.startsWith(reproductionFolder(app)) ? { description: t('made again here') } : {}), detail: one.path, registry, path: one.path };
		}));
	}))).flat();
	const picked = await vscode.window.showQuickPick(found, { title: t('Remove Opened Code'), placeHolder: found.length ? t('Folders to remove') : t('No code of a version is open'), canPickMany: true });
	for (const { registry, path, label } of picked ?? []) {
		try {
			await registry.removeCheckout(path);
		} catch (error) {
			const remove = t('Remove Anyway');
			if (!RegistryError.is(error, 'checkout-changed')) { await report(app, 'modelRegistry.removeOpenedCode', error, () => removeOpenedCode(app)); continue; }
			const chosen = await vscode.window.showWarningMessage(t('The opened code of {0} has changes that would be lost.', label), { modal: true, detail: path }, remove);
			if (chosen === remove) { await registry.removeCheckout(path, { force: true }); }
		}
	}
}

async function openWindow(folder: string): Promise<void> {
	await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: true });
}

async function exists(path: string): Promise<boolean> {
	return vscode.workspace.fs.stat(vscode.Uri.file(path)).then(() => true, () => false);
}
