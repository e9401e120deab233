import * as vscode from 'vscode';
import type { App } from '../app';
import { versionTextUri } from '../compare/versionTexts';
import { t } from '../words';
import { versionTargets } from './targets';

/** Opens the parameters of versions as documents that can't be written: to search, copy from, and diff as files. */
export async function openParameters(app: App, first?: unknown, all?: unknown): Promise<void> {
	await open(app, 'parameters', await versionTargets(app, first, all, t('Open Parameters as Text')));
}

/** As openParameters, for metrics. */
export async function openMetrics(app: App, first?: unknown, all?: unknown): Promise<void> {
	await open(app, 'metrics', await versionTargets(app, first, all, t('Open Metrics as Text')));
}

async function open(app: App, kind: 'parameters' | 'metrics', targets: Awaited<ReturnType<typeof versionTargets>>): Promise<void> {
	for (const { entry, version } of targets) {
		const uri = versionTextUri(entry.folder.uri.toString(), version.id, `${version.model} ${version.label}`, { is: 'text', kind });
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: targets.length === 1 });
	}
	app.log.debug(`Opened the ${kind} of ${targets.map(({ version }) => version.ref).join(', ')}`);
}
