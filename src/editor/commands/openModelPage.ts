import type { App } from '../app';
import { t } from '../words';
import { modelTarget } from './targets';

/** Opens the page of a model: its chart, its card, and all of its versions as a table. */
export async function openModelPage(app: App, first?: unknown, all?: unknown): Promise<void> {
	const target = await modelTarget(app, first, all, t('Open Model Page'));
	if (target) { await app.modelPages.open({ folder: target.entry.folder.uri.toString(), model: target.model }); }
}
