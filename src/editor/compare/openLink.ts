import * as vscode from 'vscode';
import type { Registries } from '../registries';
import { t } from '../words';
import type { Comparisons } from './comparisons';
import { parseLink } from './link';

/** Opens the comparison that a link names, in whichever folder of the window has its registry. */
export async function openLink(registries: Registries, comparisons: Comparisons, text: string): Promise<void> {
	const link = parseLink(text);
	if (!link) { await vscode.window.showWarningMessage(t('This is no link to a comparison, or a part of it is missing.')); return; }
	for (const entry of await registries.initialized()) {
		// A registry that can't be read says so where it is shown.
		const config = await (await entry.open()).config().catch(() => undefined);
		if (config?.id === link.registry) { await comparisons.open({ folder: entry.folder.uri.toString(), versions: link.versions, base: link.base, ...(link.view ? { view: link.view } : {}) }); return; }
	}
	await vscode.window.showWarningMessage(t('The registry of this comparison is in no folder of this window. Open its folder, then the link once more.'));
}
