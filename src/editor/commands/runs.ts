import * as vscode from 'vscode';
import type { App } from '../app';
import { uriIn } from '../registries';
import { runRowsCalledOn } from '../runs/runRowsCalledOn';
import { runsIn, type MoreRuns } from '../runs/runNode';
import { t } from '../words';

type Command = (app: App, first?: unknown, all?: unknown) => Promise<void>;

/** Shows where a run is recorded. */
export const revealRun: Command = async (app, first, all) => {
	const [row] = runRowsCalledOn(app, first, all);
	const entry = row && app.registries.at(row.folder);
	if (row?.kind === 'run' && entry) { await vscode.commands.executeCommand('revealInExplorer', uriIn(entry, row.run.path)); }
};

export const openRunPage: Command = async (app, first, all) => {
	const [row] = runRowsCalledOn(app, first, all);
	const url = row?.kind === 'run' ? row.run.url : undefined;
	if (url !== undefined) { await vscode.env.openExternal(vscode.Uri.parse(url, true)); }
};

export const copyRunId: Command = async (app, first, all) => {
	const text = runRowsCalledOn(app, first, all).flatMap(row => (row.kind === 'run' ? [row.run.id] : [])).join('\n');
	if (text === '') { return; }
	await vscode.env.clipboard.writeText(text);
	vscode.window.setStatusBarMessage(`$(copy) ${t('Copied {0}', text.length > 60 ? `${text.slice(0, 59)}…` : text)}`, 3_000);
};

/** Takes runs out of the view, in this workspace; of a group, those that it has now. */
export const hideRun: Command = async (app, first, all) => app.runs.hide(runRowsCalledOn(app, first, all).flatMap(runsIn));

export async function showHiddenRuns(app: App): Promise<void> {
	await app.runs.unhide();
}

export async function refreshRuns(app: App): Promise<void> {
	await app.runs.refresh();
}

export function loadMoreRuns(app: App, node: MoreRuns): void {
	app.runs.tree.loadMore(node);
}
