import * as vscode from 'vscode';
import type { App } from '../app';
import { t } from '../words';

/** Opens a comparison from a link, for where the system hands none to this window. */
export async function openComparisonLink(app: App): Promise<void> {
	// What reads a link is loaded with the first one.
	const [{ parseLink }, { openLink }] = await Promise.all([import('../compare/link'), import('../compare/openLink')]);
	const text = await vscode.window.showInputBox({
		title: t('Open Comparison from Link'), prompt: t('Paste the link that was copied from a comparison'), placeHolder: 'vscode://model-registry.model-registry/compare?…',
		validateInput: value => (value.trim() === '' || parseLink(value) ? undefined : t('This is no link to a comparison, or a part of it is missing.')),
	});
	if (text?.trim()) { await openLink(app.registries, app.comparisons, text); }
}
