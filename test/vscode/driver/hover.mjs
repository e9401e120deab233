/** @import { Locator, Page } from 'playwright-core' */

/**
 * Rests the mouse on something and reads the tooltip that comes.
 * @param {Page} page
 * @param {Locator} target
 * @returns {Promise<string>}
 */
export async function readHover(page, target) {
	const hover = page.locator('.workbench-hover');
	await page.mouse.move(0, 0);
	await hover.first().waitFor({ state: 'hidden' });
	await target.hover();
	await hover.first().waitFor({ state: 'visible' });
	return (await hover.first().innerText()).trim();
}
