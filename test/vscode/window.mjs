import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { address } from './driver/address.mjs';
import { lendProfile, startChromium } from './driver/chromium.mjs';
import { explorer } from './driver/explorer.mjs';
import { keepJournal } from './driver/journal.mjs';
import { awaitNotification, shownNotifications } from './driver/notifications.mjs';
import { runCommand } from './driver/palette.mjs';
import { openQuickInput } from './driver/quick-input.mjs';
import { quietSettings } from './driver/settings.mjs';
import { setTheme } from './driver/theme.mjs';
import { tree } from './driver/tree.mjs';
import { webviewFrame } from './driver/webview.mjs';
import { linkExtension } from './server/link-extension.mjs';
import { startServer } from './server.mjs';

export { eventually } from './driver/eventually.mjs';

/** Milliseconds until a window that shows nothing is given up; a cold start on a busy machine takes 20 s. */
const PATIENCE = 90_000;

/** Milliseconds in which a page has told the workbench what it wants kept, and the workbench has stored it. */
const SAVED = 1_000;

/** Tests run from the repository's root, bundled or not. */
const root = process.cwd();

/** @type {typeof import('./window.mjs').openWindow} */
export async function openWindow(options = {}) {
	const { folder, workspaceFile, extensionPath = root, extensionsDir, theme = 'dark', size = { width: 1440, height: 900 }, settings, restricted, userData, env } = options;
	const scratch = await mkdtemp(path.join(tmpdir(), 'model-registry-window-'));
	const extensions = extensionsDir ?? path.join(scratch, 'extensions');
	if (extensionPath !== null) {
		await linkExtension(extensionPath, extensions);
	}
	const profile = await lendProfile();
	const server = await startServer({
		port: profile.port, extensionsDir: extensions, userDataDir: userData, trust: restricted, env, settings: { ...quietSettings(theme), ...settings },
	}).catch(async (error) => {
		await profile.giveBack();
		throw error;
	});
	/** @type {import('playwright-core').BrowserContext | undefined} */
	let browser;
	const end = async () => {
		await browser?.close();
		await server.stop();
		await profile.giveBack();
		await rm(scratch, { recursive: true, force: true });
	};
	try {
		browser = await startChromium(profile.folder, { viewport: { ...size } });
		const page = browser.pages()[0] ?? await browser.newPage();
		page.setDefaultTimeout(15_000);
		const log = keepJournal(page, server.userDataDir);
		await page.goto(address(server, { folder, workspaceFile }));
		await ready(page);
		return {
			page,
			explorer: explorer(page, folder ?? root),
			command: (title) => runCommand(page, title),
			openView: (title) => openView(page, title),
			tree: (title) => tree(page, title),
			quickInput: () => openQuickInput(page),
			notifications: () => shownNotifications(page),
			notification: (text) => awaitNotification(page, text),
			frame: (title) => webviewFrame(page, title),
			editors: () => editors(page),
			screenshot: (name) => screenshot(page, name),
			screenshots: async (name, themes = ['dark', 'light', 'hc'], again = () => {}) => {
				for (const each of [theme, ...themes.filter((one) => one !== theme)]) {
					if (each !== theme) {
						await setTheme(page, folder, each);
						await again();
					}
					await screenshot(page, `${name}-${each}`);
				}
				await setTheme(page, folder, theme);
			},
			theme: (name) => setTheme(page, folder, name),
			log,
			grantTrust: () => grantTrust(page),
			reload: async () => {
				await lookAway(page);
				await page.reload();
				await ready(page);
			},
			close: end,
		};
	} catch (error) {
		await end();
		throw error;
	}
}

/** @param {import('playwright-core').Page} page */
async function ready(page) {
	await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: PATIENCE });
	await page.locator('.monaco-workbench .activitybar .action-item').first().waitFor({ timeout: PATIENCE });
}

/**
 * Takes the focus from the window and gives it back, as going to another program does: then the workbench saves which editors are open, and otherwise
 * once a minute.
 * @param {import('playwright-core').Page} page
 */
async function lookAway(page) {
	await page.waitForTimeout(SAVED);
	await page.evaluate(`document.hasFocus = () => false; document.dispatchEvent(new Event('visibilitychange'))`);
	await page.waitForTimeout(SAVED);
	await page.evaluate(`delete document.hasFocus; document.dispatchEvent(new Event('visibilitychange'))`);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} title
 */
async function openView(page, title) {
	const tab = page.locator('.part.activitybar .composite-bar .action-item').filter({ has: page.locator(`.action-label[aria-label^=${JSON.stringify(title)}]`) });
	await tab.waitFor({ timeout: PATIENCE });
	if ((await tab.getAttribute('aria-expanded')) !== 'true') {
		await tab.click();
	}
	await page.locator('.part.sidebar .pane').first().waitFor();
	return (await page.locator('.part.sidebar .pane-header .title').allTextContents()).map((text) => text.trim());
}

/** @param {import('playwright-core').Page} page */
async function grantTrust(page) {
	await runCommand(page, 'Workspaces: Manage Workspace Trust');
	const editor = page.locator('.workspace-trust-editor');
	await editor.locator('.monaco-button').getByText('Trust', { exact: true }).click();
	await editor.getByText('You trust this folder').or(editor.getByText('You trust this workspace')).first().waitFor();
	await runCommand(page, 'View: Close Editor');
}

/** @param {import('playwright-core').Page} page */
async function editors(page) {
	return page.locator('.editor-group-container .tabs-container .tab').evaluateAll((tabs) => tabs
		.sort((a, b) => Number(b.classList.contains('active')) - Number(a.classList.contains('active')))
		.map((tab) => (tab.querySelector('.label-name')?.textContent ?? '').trim()));
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function screenshot(page, name) {
	const file = path.join(root, 'out/screenshots', `${name}.png`);
	await mkdir(path.dirname(file), { recursive: true });
	await page.screenshot({ path: file });
	return file;
}
