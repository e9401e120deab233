import * as vscode from 'vscode';
import type { Id } from '../../core/model';
import { cardUri } from '../cards';
import { writtenCardUri } from '../compare/versionTexts';
import { short } from '../tree/short';
import { t } from '../words';

/** Two cards of a model in VS Code's own diff, by the records that wrote them. */
export async function openCards(folder: string, model: string, base: Id, other: Id): Promise<void> {
	await vscode.commands.executeCommand('vscode.diff', writtenCardUri(folder, base, short(model, 60)), writtenCardUri(folder, other, short(model, 60)), t('Card of {0}: Both Sides', short(model, 60)));
}

/**
 * Both cards in VS Code's merge editor, over the card itself: saving it writes one record that replaces both. The command is VS Code's own and not
 * part of its API; where it isn't there, the card is opened beside the two texts.
 */
export async function mergeCards(folder: string, model: string, { before, one, other }: { readonly before: Id | null; readonly one: Id; readonly other: Id }): Promise<void> {
	const name = short(model, 60);
	const output = cardUri(vscode.Uri.parse(folder, true), model);
	const uriOf = (record: Id | null) => writtenCardUri(folder, record, name);
	const known = new Set(await vscode.commands.getCommands());
	if (known.has('_open.mergeEditor')) {
		await vscode.commands.executeCommand('_open.mergeEditor', {
			base: uriOf(before), output,
			input1: { uri: uriOf(one), title: t('Earlier') }, input2: { uri: uriOf(other), title: t('Later, In Effect Now') },
		});
		return;
	}
	await openCards(folder, model, one, other);
	await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(output), { viewColumn: vscode.ViewColumn.Beside });
}
