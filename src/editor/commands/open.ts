import * as vscode from 'vscode';
import type { App } from '../app';
import { openSourceAt } from '../openSourceAt';
import { openRecordAt } from '../records/recordTexts';
import { uriIn } from '../registries';
import { short } from '../tree/short';
import { t } from '../words';
import { calledOn, entryOf, versionTargets } from './targets';

/** Opens the record that registered a version. */
export async function openRecord(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Open Record File'));
	if (!target) { return; }
	const { record } = await target.registry.versionDetails(target.version.id);
	await openRecordAt(target.entry, record);
}

/** Shows the file or folder that a version was registered from. */
export async function revealArtifact(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Reveal in Explorer'));
	if (!target) { return; }
	const { path } = target.version.artifact;
	const uri = uriIn(target.entry, path);
	if (await vscode.workspace.fs.stat(uri).then(() => true, () => false)) {
		await vscode.commands.executeCommand('revealInExplorer', uri);
		return;
	}
	const get = t('Put Files into Folder…');
	if (await vscode.window.showInformationMessage(t('{0} is not there any more.', short(path)), get) === get) { await vscode.commands.executeCommand('modelRegistry.get', first, all); }
}

/** Opens the file that a value was read from, at its place. */
export async function openSource(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [row] = calledOn(app, first, all);
	const source = row?.kind === 'input' ? row.input.source : row?.kind === 'metric' || row?.kind === 'parameter' ? row.source : undefined;
	const entry = await entryOf(app, row);
	if (source?.path !== undefined && entry) { await openSourceAt(uriIn(entry, source.path), source.field); }
}
