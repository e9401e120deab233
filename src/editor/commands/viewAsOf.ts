import * as vscode from 'vscode';
import { ageOf } from '../past/ageOf';
import type { Moment } from '../../core/verbs/past';
import { formatWhen } from '../../core/present/when';
import type { App } from '../app';
import { parseMoment } from '../past/parseMoment';
import { pickFolder } from '../dialogs/pickFolder';
import { short } from '../tree/short';
import { t } from '../words';

interface Item extends vscode.QuickPickItem { readonly moment?: Moment }

/** Looks at the whole registry as it was: on a day, at a commit, or on another branch. Read-only, and nothing is checked out. */
export async function viewAsOf(app: App): Promise<void> {
	const entry = await pickFolder(app, t('View Registry as Of'));
	if (!entry) { return; }
	const names = vscode.workspace.isTrusted ? (await (await entry.now()).gitNames()).names : [];
	const icons = { branch: 'git-branch', remote: 'cloud', tag: 'tag' } as const;
	const known = names.map(({ name, kind, at }): Item => ({ label: `$(${icons[kind]}) ${short(name)}`, description: ageOf(at), moment: { ref: name } }));
	const moment = await typeOrPick(known);
	if (moment) { await entry.show(moment); }
}

/** Back to the registry of today, in every folder. */
export async function backToNow(app: App): Promise<void> {
	for (const entry of app.registries.all) { if (entry.past) { await entry.show(undefined); } }
}

function typeOrPick(known: readonly Item[]): Promise<Moment | undefined> {
	return new Promise(resolve => {
		const pick = vscode.window.createQuickPick<Item>();
		pick.title = t('View Registry as Of');
		pick.placeholder = vscode.workspace.isTrusted ? t('A day such as 2026-05-03, a time (2026-05-03T14:00), a branch, tag or commit') : t('A day such as 2026-05-03, or a time (2026-05-03T14:00)');
		pick.items = known;
		pick.onDidChangeValue(text => { pick.items = [...typed(text, known), ...known]; });
		pick.onDidAccept(() => { const [item] = pick.selectedItems; if (item?.moment) { resolve(item.moment); pick.hide(); } });
		pick.onDidHide(() => { resolve(undefined); pick.dispose(); });
		pick.show();
	});
}

function typed(text: string, known: readonly Item[]): readonly Item[] {
	const moment = parseMoment(text);
	if (!moment) { return []; }
	if ('at' in moment) { return [{ label: `$(calendar) ${formatWhen(moment.at)}`, description: t('what was recorded until then'), moment, alwaysShow: true }]; }
	if (!vscode.workspace.isTrusted || known.some(item => item.moment && 'ref' in item.moment && item.moment.ref === moment.ref)) { return []; }
	return [{ label: `$(git-commit) ${short(moment.ref)}`, description: t('a commit, or another name that git knows'), moment, alwaysShow: true }];
}
