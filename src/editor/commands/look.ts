import type { App } from '../app';
import type { MoreNode } from '../tree/node';

/** Looks for what others changed, and at the files again. */
export async function refresh(app: App): Promise<void> {
	for (const entry of await app.registries.initialized()) { await (await entry.open()).refresh(); }
	app.view.tree.refresh();
}

export function loadMore(app: App, node: MoreNode): void {
	app.view.tree.loadMore(node);
}

export function showLog(app: App): void {
	app.log.show();
}
