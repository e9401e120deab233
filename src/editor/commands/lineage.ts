import * as vscode from 'vscode';
import type { App } from '../app';
import type { LineageRow, ThingRow } from '../lineage/lineageNode';
import { nodeAt } from '../lineage/nodeAt';
import { openNode } from '../lineage/openNode';
import type { LineagePageTarget } from '../lineage/pageTarget';
import { relationWords } from '../lineage/relationWords';
import { lineageView } from '../../manifest/views';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { isModelLink, versionTargets } from './targets';

/** Takes the link away that a row of the Lineage view stands for. */
export async function removeLineageLink(app: App, first?: unknown): Promise<void> {
	const row = rowOf(app, first);
	const edge = row?.edge;
	if (!row || !edge?.target || edge.relation === 'produced-by' || edge.relation === 'evaluation-of' || edge.relation === 'deployed-to') { return; }
	const registry = await app.registries.at(row.folder)?.open();
	if (!registry) { return; }
	const child = edge.to.slice('version:'.length);
	const [removed] = await registry.unlink(child, { from: edge.from, relation: edge.relation });
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

/** Opens the page of lineage at a version, or at something in the Lineage view; of the whole registry where nothing was chosen. */
export async function openLineagePage(app: App, first?: unknown, all?: unknown): Promise<void> {
	const target = isRow(first) ? { folder: first.folder, key: first.node.key } : await chosen(app, first, all);
	if (target) { await app.lineagePages.open(target); }
}

async function chosen(app: App, first: unknown, all: unknown): Promise<LineagePageTarget | undefined> {
	if (isModelLink(first)) { return { folder: first.folder, key: undefined }; }
	if (first !== undefined) {
		const [target] = await versionTargets(app, first, all, t('Open Lineage Page'));
		return target && { folder: target.entry.folder.uri.toString(), key: `version:${target.version.id}` };
	}
	if (app.lineage.subject) { return app.lineage.subject; }
	const [only, ...others] = await app.registries.initialized();
	if (only && !others.length) { return { folder: only.folder.uri.toString(), key: undefined }; }
	const [target] = await versionTargets(app, undefined, undefined, t('Open Lineage Page'));
	return target && { folder: target.entry.folder.uri.toString(), key: `version:${target.version.id}` };
}

/** Opens the real thing: a version's row, a file, a page of the Hub. */
export async function openLineageNode(app: App, first?: unknown): Promise<void> {
	const row = rowOf(app, first);
	const entry = row && app.registries.at(row.folder);
	const near = entry && await nodeAt(await entry.open(), row.node.key, 1);
	if (near) { await openNode(app.view, entry, near.node, near.graph); }
}

function rowOf(app: App, first: unknown): ThingRow | undefined {
	if (isRow(first)) { return first; }
	const [selected] = app.lineage.selection;
	return selected && isRow(selected) ? selected : undefined;
}

function isRow(value: unknown): value is ThingRow {
	return typeof value === 'object' && value !== null && 'is' in value && (value as LineageRow).is === 'thing';
}
