import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually } from '../window.mjs';

/** The document of one of our pages, by its title: VS Code gives the frame of a custom editor none. Waits until the page has drawn something. */
export function pageFrame(window: Window, title: string): Promise<Frame> {
	return eventually(async () => {
		for (const frame of window.page.frames().filter(one => one.url().includes('/webview/'))) {
			// A frame may go away while it is asked.
			const shown = await frame.evaluate<string | null>(`document.querySelector('main#page > *') && document.title`).catch(() => null);
			if (shown === title) { return frame; }
		}
		throw new Error(`No page is titled "${title}"`);
	}, 20_000);
}
