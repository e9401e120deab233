import * as vscode from 'vscode';
import { formatWhen } from '../../core/present/when';
import type { Registry } from '../../core/registry';
import { cardUri } from '../cards';
import { writtenCardUri } from '../compare/versionTexts';
import { short } from '../tree/short';
import { t } from '../words';

/** Asks for an earlier card of the model, or another model's card, and opens VS Code's own diff of it and the card as it is. */
export async function diffCard(registry: Registry, folder: vscode.Uri, model: string): Promise<void> {
	const [now, ...before] = await registry.cardHistory(model);
	const { key } = await registry.model(model);
	const others = (await registry.models()).filter(one => one.key !== key);
	const written = await Promise.all(others.map(async ({ name }) => ((await registry.readCard(name)) === undefined ? [] : [name])));
	const items = [
		...(before.length ? [{ label: t('earlier cards'), kind: vscode.QuickPickItemKind.Separator, uri: undefined }] : []),
		...before.map(({ record, at, by }, place) => ({
			label: place === 0 ? t('Previous Card') : formatWhen(at), description: place === 0 ? formatWhen(at) : by.name, ...(place === 0 ? { detail: by.name } : {}), uri: writtenCardUri(folder.toString(), record, short(model, 60)),
		})),
		...(written.flat().length ? [{ label: t('other models'), kind: vscode.QuickPickItemKind.Separator, uri: undefined }] : []),
		...written.flat().map(name => ({ label: name, uri: cardUri(folder, name) })),
	];
	if (!items.length || !now) { await vscode.window.showInformationMessage(t('There is no other card yet: {0} has been written once, and no other model has one.', short(model, 60))); return; }
	const picked = await vscode.window.showQuickPick(items, { title: t('Diff Card of {0} with…', short(model, 60)), matchOnDescription: true });
	if (picked?.uri) { await vscode.commands.executeCommand('vscode.diff', picked.uri, cardUri(folder, model), t('Card of {0}: {1} ↔ Now', short(model, 60), picked.label)); }
}
