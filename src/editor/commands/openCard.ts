import * as vscode from 'vscode';
import type { App } from '../app';
import { cardUri } from '../cards';
import { t } from '../words';
import { modelTarget } from './targets';

/** Opens a model's card as a Markdown document; saving it writes a record. */
export async function openCard(app: App, first?: unknown, all?: unknown): Promise<void> {
	const target = await modelTarget(app, first, all, t('Open Model Card'));
	if (!target) { return; }
	const document = await vscode.workspace.openTextDocument(cardUri(target.entry.folder.uri, target.model));
	await vscode.window.showTextDocument(document, { preview: true });
}
