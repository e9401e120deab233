import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './eventually.mjs';
import { THEMES } from './settings.mjs';

/** @import { Page } from 'playwright-core' */

/** What the workbench and the body of every webview have as a class. */
const MARKS = /** @type {const} */ ({
	dark: ['vs-dark', 'vscode-dark'],
	light: ['vs', 'vscode-light'],
	hc: ['hc-black', 'vscode-high-contrast'],
	hcLight: ['hc-light', 'vscode-high-contrast-light'],
});

/** Milliseconds until what was painted in the old colours is painted in the new. */
const PAINTED = 500;

/**
 * Changes the theme of an open window by a setting of its folder, which git is told to overlook, and waits until the window and all of its
 * webviews have it. Nothing loses the focus: menus and inputs stay open.
 * @param {Page} page
 * @param {string | undefined} folder
 * @param {keyof typeof THEMES} theme
 */
export async function setTheme(page, folder, theme) {
	if (folder === undefined) {
		throw new Error('A window without a folder keeps the theme that it was opened with.');
	}
	const file = path.join(folder, '.vscode/settings.json');
	const settings = await readFile(file, 'utf8').catch(() => '{}');
	await mkdir(path.dirname(file), { recursive: true });
	if (settings === '{}') { await overlook(folder); }
	await writeFile(file, JSON.stringify({ ...JSON.parse(settings), 'workbench.colorTheme': THEMES[theme] }));
	const [workbench, webview] = MARKS[theme];
	await page.locator(`.monaco-workbench.${workbench}`).waitFor();
	await eventually(async () => {
		for (const frame of page.frames()) {
			// A frame may go away while it is asked; the documents around a webview's own have no theme.
			const shown = await frame.evaluate('document.body?.dataset.vscodeThemeKind').catch(() => undefined);
			if (shown !== undefined && shown !== webview) { throw new Error(`A webview still has ${shown} instead of ${webview}`); }
		}
	});
	await page.waitForTimeout(PAINTED);
}

/**
 * A repository that is clean stays clean.
 * @param {string} folder
 */
async function overlook(folder) {
	await appendFile(path.join(folder, '.git/info/exclude'), '\n/.vscode/\n').catch((error) => {
		if (!['ENOENT', 'ENOTDIR'].includes(error.code)) { throw error; }
	});
}
