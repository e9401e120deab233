import * as vscode from 'vscode';
import type { App } from '../app';
import { isPath } from '../lineage/lineageDress';
import type { LineageRow, ThingRow } from '../lineage/lineageNode';
import { relationWords } from '../lineage/relationWords';
import { lineageView } from '../../manifest/views';
import { uriIn } from '../registries';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { versionTargets } from './targets';

/** Takes the link away that a row of the Lineage view stands for. */
export async function removeLineageLink(app: App, first?: unknown): Promise<void> {
	const row = rowOf(app, first);
	if (!row?.edge?.target || row.edge.relation === 'produced-by') { return; }
	const { edge } = row;
	const registry = await app.registries.at(row.folder)?.open();
	if (!registry) { return; }
	const child = edge.to.slice('version:'.length);
	const [removed] = await registry.unlink(child, { from: edge.from, relation: row.edge.relation });
	if (removed) {
		const { version, relation, from, title } = removed;
		offerUndo(app, t('{0}: no longer {1} {2}.', `${short(version.model)} ${version.label}`, relationWords(relation), short(title)), () => registry.link(child, { from, relation }));
	}
}

/** Turns the Lineage view to a version, or to something in it. */
export async function showLineage(app: App, first?: unknown, all?: unknown): Promise<void> {
	const row = isRow(first) ? first : undefined;
	if (row) {
		app.lineage.show({ folder: row.folder, key: row.node.key });
	} else {
		const [target] = await versionTargets(app, first, all, t('Show Lineage'));
		if (!target) { return; }
		app.lineage.show({ folder: target.entry.folder.uri.toString(), key: `version:${target.version.id}` });
	}
	await vscode.commands.executeCommand(`${lineageView.id}.focus`);
}

/** Opens the real thing: a version's row, a file, a page of the Hub. */
export async function openLineageNode(app: App, first?: unknown): Promise<void> {
	const row = rowOf(app, first);
	const entry = row && app.registries.at(row.folder);
	if (!entry) { return; }
	const { node } = row;
	if (node.version !== undefined) { await app.view.showVersion(entry, node.version, { focus: true }); return; }
	if (node.uri?.startsWith('hf://')) {
		const [id = '', commit] = node.uri.slice('hf://'.length).split('@');
		await vscode.env.openExternal(vscode.Uri.parse(`https://huggingface.co/${id}${commit === undefined ? '' : `/tree/${commit}`}`));
		return;
	}
	if (!isPath(node) || node.uri === undefined) { return; }
	const uri = uriIn(entry, node.uri);
	if (await vscode.workspace.fs.stat(uri).then(() => true, () => false)) { await vscode.commands.executeCommand('revealInExplorer', uri); return; }
	void vscode.window.showInformationMessage(t('{0} is not there any more.', short(node.uri)));
}

function rowOf(app: App, first: unknown): ThingRow | undefined {
	if (isRow(first)) { return first; }
	const [selected] = app.lineage.selection;
	return selected && isRow(selected) ? selected : undefined;
}

function isRow(value: unknown): value is ThingRow {
	return typeof value === 'object' && value !== null && 'is' in value && (value as LineageRow).is === 'thing';
}
