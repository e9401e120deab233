import { eventually } from './eventually.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Menu } from '../window.mjs' */

/**
 * The context menu that is open, or about to be.
 * @param {Page} page
 * @returns {Promise<Menu>}
 */
export async function openMenu(page) {
	const menus = page.locator('.monaco-menu');
	const entries = await eventually(async () => {
		const found = await menus.last().locator('.action-menu-item').evaluateAll((items) => items.map((item) => ({
			label: item.querySelector('.action-label')?.textContent?.trim() ?? '',
			enabled: !item.closest('.action-item')?.classList.contains('disabled'),
		})));
		if (found.length === 0) {
			throw new Error('No context menu is open');
		}
		return found;
	});
	// VS Code takes no click in a menu's first 100 ms: it may be the end of the one that opened it.
	await page.waitForTimeout(150);
	return {
		entries,
		choose: async (...labels) => {
			for (const [depth, label] of labels.entries()) {
				const menu = menus.nth(depth);
				const entry = menu.locator('.action-menu-item').filter({ has: page.locator(`.action-label[aria-label=${JSON.stringify(label)}]`) });
				if (depth === 0 && !entries.some((known) => known.label === label)) {
					throw new Error(`The menu has no "${label}", but: ${entries.map((known) => known.label).join(', ')}`);
				}
				await entry.click();
			}
			await menus.first().waitFor({ state: 'hidden' });
		},
		dismiss: async () => {
			await page.keyboard.press('Escape');
			await menus.first().waitFor({ state: 'hidden' });
		},
	};
}
