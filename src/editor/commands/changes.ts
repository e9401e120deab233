import * as vscode from 'vscode';
import { changesMarkdown } from '../../core/exports/changesMarkdown';
import type { App } from '../app';
import type { ChangesNode } from '../changes/changesNode';
import { pickFolder } from '../dialogs/pickFolder';
import { ageOf } from '../past/ageOf';
import { short } from '../tree/short';
import { t } from '../words';

interface Item extends vscode.QuickPickItem { readonly base?: string }

/** Chooses the branch that the view Incoming and Outgoing is about. */
export async function chooseBase(app: App): Promise<void> {
	const title = t('Compare Registry with Branch');
	const entry = await pickFolder(app, title);
	if (!entry) { return; }
	const { upstream, branch, names } = await (await entry.now()).gitNames();
	const icons = { branch: 'git-branch', remote: 'cloud', tag: 'tag' } as const;
	const items: Item[] = names.filter(one => one.name !== branch).map(({ name, kind, at }) => ({ label: `$(${icons[kind]}) ${short(name)}`, description: ageOf(at), base: name }));
	const followed: Item[] = upstream === null ? [] : [{ label: `$(sync) ${t('What this branch follows')}`, description: short(upstream) }];
	const picked = await vscode.window.showQuickPick([...followed, ...items], { title, placeHolder: items.length ? t('What does this branch add to it, and what does it have that isn\'t here?') : t('There is no other branch or tag') });
	if (picked) { await app.changes.compareWith(entry, picked.base); }
}

export function refreshChanges(app: App): void {
	app.changes.redraw();
}

/** The changes of one side, for the text of a pull request. */
export async function copyChanges(_app: App, node?: ChangesNode): Promise<void> {
	if (node?.is !== 'side') { return; }
	await vscode.env.clipboard.writeText(changesMarkdown(node.changes));
	vscode.window.setStatusBarMessage(t('Copied as Markdown'), 3_000);
}

/** The whole registry as the other branch has it. */
export async function viewBase(app: App, node?: ChangesNode): Promise<void> {
	if (node?.is === 'side') { await app.registries.at(node.folder)?.show({ ref: node.base }); }
}
