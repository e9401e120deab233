import * as vscode from 'vscode';
import type { ImportPlan } from '../../core/imports/plan';
import { t } from '../words';
import { bringsSomething, planItems, toolTitles } from './planItems';

type Item = vscode.QuickPickItem & { readonly goes: boolean };

/** Shows what an import would do. True when the person wants it done. */
export async function previewImport(plan: ImportPlan): Promise<boolean> {
	const something = bringsSomething(plan);
	const items = planItems(plan).map((item): Item => (item.is === 'heading'
		? { label: item.label, kind: vscode.QuickPickItemKind.Separator, goes: false }
		: {
			label: item.label, goes: item.is === 'go' && something, ...(item.icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(item.icon) }),
			...(item.description === undefined || item.description === '' ? {} : { description: item.description }), ...(item.detail === undefined ? {} : { detail: item.detail }),
		}));
	for (;;) {
		const picked = await vscode.window.showQuickPick(items, {
			title: t('Import from {0}', toolTitles[plan.tool]), ignoreFocusOut: true, matchOnDescription: true, matchOnDetail: true,
			placeHolder: something ? t('Enter imports, Escape leaves everything as it is. Type to look for a version') : t('Everything is here already. Escape closes'),
		});
		// A line of the preview does nothing by itself.
		if (!picked || picked.goes) { return picked !== undefined; }
		if (!something) { return false; }
	}
}
