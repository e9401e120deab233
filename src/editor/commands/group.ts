import * as vscode from 'vscode';
import type { App } from '../app';
import { short } from '../tree/short';
import { t } from '../words';

/** Asks by what models are grouped. */
export async function group(app: App): Promise<void> {
	const tags = new Set<string>();
	for (const entry of await app.registries.initialized()) {
		for (const model of await (await entry.open()).models()) { for (const tag of Object.keys(model.tags)) { tags.add(tag); } }
	}
	const ways = [
		{ group: 'none', label: t('No Groups') }, { group: 'framework', label: t('Framework') },
		...[...tags].sort().map(tag => ({ group: `tag:${tag}`, label: t('Tag {0}', short(tag, 60)) })),
	];
	const now = app.view.arrangement.group;
	const picked = await vscode.window.showQuickPick(ways.map(way => ({ ...way, ...(way.group === now ? { description: t('now') } : {}) })), { title: t('Group Models') });
	if (picked) { await app.view.arrange({ group: picked.group }); }
}
