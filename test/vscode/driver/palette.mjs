import { eventually } from './eventually.mjs';

/** @import { Page } from 'playwright-core' */

/** Milliseconds: an extension that is still starting has its commands a little later. */
const PATIENCE = 20_000;

/**
 * Runs a command as a person does: F1, its title, the entry that is exactly it.
 * @param {Page} page
 * @param {string} title `Category: Title` or the title alone
 */
export async function runCommand(page, title) {
	const widget = page.locator('.quick-input-widget');
	const rows = widget.locator('.monaco-list-row');
	await eventually(async () => {
		await page.keyboard.press('F1');
		await widget.locator('input.input').fill(`>${title}`, { timeout: 2_000 });
		try {
			const index = await eventually(async () => {
				const labels = await rows.locator('.quick-input-list-row:first-child .label-name').allTextContents();
				const found = labels.findIndex((label) => label === title || label.endsWith(`: ${title}`));
				if (found < 0) {
					throw new Error(`The palette has no "${title}", but: ${labels.slice(0, 5).join(', ') || 'nothing'}`);
				}
				return found;
			}, 1_500);
			await rows.nth(index).click({ timeout: 2_000 });
		} catch (error) {
			await page.keyboard.press('Escape');
			await widget.waitFor({ state: 'hidden' });
			throw error;
		}
	}, PATIENCE);
}
