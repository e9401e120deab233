import * as vscode from 'vscode';
import type { App } from '../app';
import { uriIn } from '../registries';
import { t } from '../words';
import { short } from '../tree/short';
import { calledOn, entryOf } from './targets';

/** Records that were set aside, each with its reason. Picking one opens it. */
export async function showProblems(app: App, first?: unknown): Promise<void> {
	const [row] = calledOn(app, first, undefined);
	const only = row && await entryOf(app, row);
	const entries = only ? [only] : await app.registries.initialized();
	const items = (await Promise.all(entries.map(async entry => (await (await entry.open()).problems()).map(({ path, reason }) => ({
		label: `$(warning) ${short(path.split('/').at(-1) ?? path)}`, description: short(path.split('/').slice(0, -1).join('/'), 80), detail: short(reason, 300), entry, path,
	}))))).flat();
	const picked = await vscode.window.showQuickPick(items, { title: t('Records That Were Set Aside'), placeHolder: items.length ? t('The rest of the registry works without them. Enter opens the file') : t('No problems: every record was read'), matchOnDetail: true });
	if (picked) { await vscode.commands.executeCommand('vscode.open', uriIn(picked.entry, picked.path)); }
}
