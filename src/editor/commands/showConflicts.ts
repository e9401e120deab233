import type { App } from '../app';
import { conflictKey } from '../conflicts/conflictKey';
import { calledOn, entryOf } from './targets';

/** Opens the page where conflicts are decided: at a row's own, or at the first. */
export async function showConflicts(app: App, first?: unknown, all?: unknown): Promise<void> {
	if (isLink(first)) { await app.conflictPages.open(first); return; }
	const [row] = calledOn(app, first, all);
	const entry = await entryOf(app, row) ?? await firstContested(app);
	if (!entry) { return; }
	const conflict = row?.kind === 'conflict' ? row.conflict : row?.kind === 'model' ? row.standing.conflicts[0] : undefined;
	await app.conflictPages.open({ folder: entry.folder.uri.toString(), ...(conflict ? { focus: conflictKey(conflict) } : {}) });
}

/** Of several folders the first that has something to decide, or else the first. */
async function firstContested(app: App) {
	const entries = await app.registries.initialized();
	for (const entry of entries) {
		if ((await (await entry.open()).conflicts()).length) { return entry; }
	}
	return entries[0];
}

function isLink(value: unknown): value is { readonly folder: string; readonly focus?: string } {
	return typeof value === 'object' && value !== null && 'folder' in value && typeof value.folder === 'string' && !('kind' in value) && (!('focus' in value) || typeof value.focus === 'string');
}
