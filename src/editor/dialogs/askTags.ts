import * as vscode from 'vscode';
import { otherCase } from '../../core/records/names';
import { short } from '../tree/short';
import { t } from '../words';
import { parseTag } from './parseTag';

interface Item extends vscode.QuickPickItem { readonly change?: Readonly<Record<string, string | null>>; readonly edit?: string }

/** Asks for one change of tags: a new value, or one to take away (null). Undefined when the person gave up. */
export function askTags(title: string, tags: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string | null>> | undefined> {
	const remove: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: t('Remove Tag') };
	const known = Object.entries(tags).map(([tag, value]): Item => ({ label: short(tag), description: short(value), edit: `${tag} = ${value}`, change: { [tag]: null }, buttons: [remove] }));
	return new Promise(resolve => {
		const pick = vscode.window.createQuickPick<Item>();
		const done = (change: Item['change']) => { resolve(change); pick.hide(); };
		pick.title = title;
		pick.placeholder = known.length ? t('Type "tag = value", or pick a tag to change it') : t('Type "tag = value"');
		pick.items = known;
		pick.onDidChangeValue(text => { pick.items = [...typed(text, Object.keys(tags)), ...known]; });
		pick.onDidTriggerItemButton(({ item }) => done(item.change));
		pick.onDidAccept(() => {
			const [item] = pick.selectedItems;
			if (item?.edit !== undefined) { pick.value = item.edit; pick.items = typed(item.edit, []); return; }
			if (item?.change) { done(item.change); }
		});
		pick.onDidHide(() => { resolve(undefined); pick.dispose(); });
		pick.show();
	});
}

function typed(text: string, held: readonly string[]): readonly Item[] {
	const parsed = parseTag(text);
	if (!parsed || parsed.tag === '') { return []; }
	const { tag, value } = parsed;
	const near = held.includes(tag) || value === '' ? undefined : otherCase(tag, held);
	if (near !== undefined) { return [{ label: `$(error) ${t('{0} differs from {1} only in case', short(tag, 60), short(near, 60))}`, edit: `${near} = ${value}`, description: t('Enter takes {0}', short(near, 60)), alwaysShow: true }]; }
	return [value === '' ? { label: `$(trash) ${t('Remove {0}', short(tag, 60))}`, change: { [tag]: null }, alwaysShow: true } : { label: `$(add) ${short(tag, 60)} = ${short(value, 60)}`, description: t('Enter sets it'), change: { [tag]: value }, alwaysShow: true }];
}
