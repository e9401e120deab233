import type { Frame } from 'playwright-core';
import { linkOf } from '../../../src/editor/compare/link';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually } from '../window.mjs';
import { pageFrame } from './pageFrame';

/** Opens a comparison by its link, as a person who was sent one does: the newest `count` versions of a model, against `base`. */
export async function compareRows(window: Window, folder: string, model: string, count: number, base?: string): Promise<Frame> {
	const registry = openRegistry({ folder, git: false });
	const { versions } = await registry.versions({ model, limit: count });
	const { id } = await registry.config();
	const against = base === undefined ? versions.at(-1)?.id : (await registry.version(base)).id;
	await registry.close();
	return openByLink(window, linkOf('vscode', 'model-registry.model-registry', { registry: id, versions: [...new Set([...versions.map(version => version.id), against ?? ''])], base: against ?? '' }));
}

export async function openByLink(window: Window, link: string): Promise<Frame> {
	await window.command('View: Close All Editors');
	await window.command('Model Registry: Open Comparison from Link…');
	const input = await window.quickInput();
	await input.type(link);
	await window.page.waitForTimeout(150);
	await input.enter();
	const frame = await eventually(() => pageFrame(window, 'Compare'), 60_000);
	await frame.locator('.row-line').first().waitFor();
	return frame;
}
