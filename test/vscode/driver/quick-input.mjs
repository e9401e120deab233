import { eventually } from './eventually.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { QuickInput } from '../window.mjs' */

/**
 * The quick pick or input box that is open, or about to be.
 * @param {Page} page
 * @returns {Promise<QuickInput>}
 */
export async function openQuickInput(page) {
	const widget = page.locator('.quick-input-widget');
	await widget.waitFor({ state: 'visible' });
	const input = widget.locator('input.input');
	const rows = widget.locator('.monaco-list-row');
	return {
		...(await widget.evaluate(look)),
		type: (text) => input.fill(text),
		enter: () => input.press('Enter'),
		escape: () => input.press('Escape'),
		pick: async (label) => {
			await rows.nth(await indexOf(rows, label)).click();
		},
		press: async (button, item) => {
			const owner = item === undefined ? widget.locator('.quick-input-titlebar') : rows.nth(await indexOf(rows, item));
			await owner.hover();
			await owner.locator(`.action-label[aria-label=${JSON.stringify(button)}]`).click();
		},
	};
}

/**
 * @param {import('playwright-core').Locator} rows
 * @param {string} label
 */
function indexOf(rows, label) {
	return eventually(async () => {
		const labels = (await rows.locator('.quick-input-list-row:first-child .label-name').allTextContents()).map((text) => text.trim());
		const index = labels.indexOf(label);
		if (index < 0) {
			throw new Error(`The list has no "${label}", but: ${labels.join(', ') || 'nothing'}`);
		}
		return index;
	});
}

/**
 * Runs in the page.
 * @param {Element} widget
 */
function look(widget) {
	const text = (/** @type {Element | null | undefined} */ element) =>
		element && /** @type {HTMLElement} */ (element).style.display !== 'none' ? (element.textContent ?? '').trim() : '';
	const buttons = (/** @type {Element | null} */ element) =>
		[...(element?.querySelectorAll('.action-label') ?? [])].map((button) => button.getAttribute('aria-label') ?? '');
	const input = /** @type {HTMLInputElement} */ (widget.querySelector('input.input'));
	const rows = [...widget.querySelectorAll('.monaco-list-row')].sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')));
	return {
		title: text(widget.querySelector('.quick-input-title')),
		value: input.value,
		placeholder: input.placeholder,
		message: text(widget.querySelector('.quick-input-message')),
		buttons: buttons(widget.querySelector('.quick-input-titlebar')),
		items: rows.map((row) => ({
			label: text(row.querySelector('.quick-input-list-row:first-child .label-name')),
			description: text(row.querySelector('.label-description')),
			detail: text(row.querySelector('.quick-input-list-label-meta .monaco-icon-label')),
			separator: text(row.querySelector('.quick-input-list-separator')),
			focused: row.classList.contains('focused'),
			buttons: buttons(row.querySelector('.quick-input-list-entry-action-bar')),
		})),
	};
}
