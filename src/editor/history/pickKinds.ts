import * as vscode from 'vscode';
import { t } from '../words';

/** Groups of what can happen, by the first word of their kinds. */
const groups: readonly (readonly [kind: string, label: () => string])[] = [
	['version', () => t('Versions: registered, archived, restored')], ['alias', () => t('Aliases')], ['evaluation', () => t('Evaluations')], ['deployment', () => t('Deployments')], ['reproduction', () => t('Reproductions')],
	['tag', () => t('Tags')], ['note', () => t('Notes')], ['card', () => t('Model cards')], ['link', () => t('Lineage links')], ['artifact', () => t('Purged and recovered files')], ['model', () => t('Models: created, renamed, configured')],
];

/** Asks for the kinds that a history shows. Undefined means all: chosen so, or not chosen at all; as before when the person gave up. */
export async function pickKinds(title: string, before: readonly string[] | undefined): Promise<readonly string[] | undefined> {
	const picked = await vscode.window.showQuickPick(groups.map(([kind, label]) => ({ label: label(), of: kind, picked: before?.includes(kind) ?? false })), { title, canPickMany: true, placeHolder: t('What to show. None means everything') });
	if (!picked) { return before; }
	return picked.length ? picked.map(one => one.of) : undefined;
}
