import * as vscode from 'vscode';
import type { App } from '../app';
import type { Arrangement } from '../tree/arrangement';
import { t } from '../words';

/** Asks how the view is sorted. */
export async function sort(app: App): Promise<void> {
	const ways: readonly { readonly sort: Arrangement['sort']; readonly label: string; readonly detail: string }[] = [
		{ sort: 'name', label: t('Name'), detail: t('Models by name, versions newest first') },
		{ sort: 'updated', label: t('Last Changed'), detail: t('Models by their last change, versions newest first') },
		{ sort: 'metric', label: t('Metric'), detail: t('Models by name, versions by the metric beside their names, best first') },
	];
	const now = app.view.arrangement.sort;
	const picked = await vscode.window.showQuickPick(ways.map(way => ({ ...way, ...(way.sort === now ? { description: t('now') } : {}) })), { title: t('Sort Models') });
	if (picked) { await app.view.arrange({ sort: picked.sort }); }
}
