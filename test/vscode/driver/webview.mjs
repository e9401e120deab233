import { eventually } from './eventually.mjs';

/** @import { Frame, Page } from 'playwright-core' */

/**
 * The document of a webview: the inner of its two frames, which carries the webview's title.
 * @param {Page} page
 * @param {string} title
 * @returns {Promise<Frame>}
 */
export function webviewFrame(page, title) {
	return eventually(async () => {
		/** @type {string[]} */
		const others = [];
		for (const outer of page.frames().filter((frame) => frame.url().includes('/webview/browser/pre/index.html'))) {
			const inner = await outer.$('iframe#active-frame');
			const found = (await inner?.getAttribute('title')) ?? '';
			if (inner && found === title) {
				const frame = await inner.contentFrame();
				if (frame) {
					return frame;
				}
			}
			others.push(found);
		}
		throw new Error(`No webview is titled "${title}", but: ${others.join(', ') || 'none'}`);
	});
}
