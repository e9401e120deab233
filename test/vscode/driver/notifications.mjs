import { eventually } from './eventually.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Notification } from '../window.mjs' */

/** Milliseconds after which a message that hasn't appeared is looked for behind the bell: VS Code hides the fourth within 800 ms. */
const TOO_QUICK = 2_000;

/**
 * The messages that stand in the corner now, the newest first.
 * @param {Page} page
 * @returns {Promise<Notification[]>}
 */
export async function shownNotifications(page) {
	const toasts = page.locator('.notifications-toasts .notification-list-item, .notifications-center.visible .notification-list-item');
	const seen = await toasts.evaluateAll((items) => items.map((item) => ({
		severity: item.querySelector('.codicon-error') ? 'error' : item.querySelector('.codicon-warning') ? 'warning' : 'info',
		message: (item.querySelector('.notification-list-item-message')?.textContent ?? '').trim(),
		buttons: [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map((button) => (button.textContent ?? '').trim()),
	})));
	return seen.map(({ severity, message, buttons }) => {
		const toast = toasts.filter({ has: page.getByText(message, { exact: true }) }).first();
		return {
			severity: /** @type {Notification['severity']} */ (severity),
			message,
			buttons,
			choose: (button) => toast.locator('.monaco-button').getByText(button, { exact: true }).click(),
			dismiss: async () => {
				await toast.hover();
				await toast.locator('.notification-list-item-toolbar-container [aria-label^="Clear Notification"]').click();
			},
		};
	});
}

/**
 * @param {Page} page
 * @param {string | RegExp} text
 * @returns {Promise<Notification>}
 */
export function awaitNotification(page, text) {
	const started = Date.now();
	return eventually(async () => {
		const shown = await shownNotifications(page);
		const found = shown.find(({ message }) => (typeof text === 'string' ? message.includes(text) : text.test(message)));
		if (!found) {
			if (Date.now() - started > TOO_QUICK && !(await page.locator('.notifications-center.visible').isVisible())) {
				await page.locator('.statusbar-item[id="status.notifications"]').click();
			}
			throw new Error(`No message says ${text}, but: ${shown.map(({ message }) => message).join(' | ') || 'nothing'}`);
		}
		return found;
	});
}
