import { eventually } from './eventually.mjs';
import { readHover } from './hover.mjs';
import { listRows, rowAt, scrollTo } from './list.mjs';
import { openMenu } from './menu.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Row, RowPath, Tree } from '../window.mjs' */

/**
 * @param {Page} page
 * @param {string} viewTitle
 * @returns {Tree}
 */
export function tree(page, viewTitle) {
	const list = page.locator(`.pane-body [role=tree][aria-label=${JSON.stringify(viewTitle)}]`);
	const pane = page.locator('.pane').filter({ has: page.locator(`.pane-header[aria-label^=${JSON.stringify(`${viewTitle} `)}]`) });

	/** @param {RowPath} path */
	const find = (path) => eventually(async () => {
		const labels = typeof path === 'string' ? [path] : path;
		const found = await scrollTo(page, list, (rows) => follow(rows, labels));
		if (!found) {
			throw new Error(`${viewTitle} has no ${labels.join(' > ')}, but: ${(await listRows(list)).map(({ label }) => label).join(', ') || 'nothing'}`);
		}
		return found;
	});
	const row = async (/** @type {RowPath} */ path) => rowAt(list, (await find(path)).index);
	/** What is below an opened row comes a moment later, from the extension. */
	const below = (/** @type {RowPath} */ path) => eventually(async () => {
		const { index, level, last } = await find(path);
		const next = (await listRows(list)).find((other) => other.index === index + 1);
		if (!next && last) {
			// A row that was the last one goes on saying so until it is drawn anew, and what is below it may be out of sight.
			await list.hover();
			await page.mouse.wheel(0, 100);
		}
		if (next ? next.level <= level : last) {
			throw new Error(`${[path].flat().join(' > ')} has nothing below it`);
		}
	}, 5_000);
	const turn = async (/** @type {RowPath} */ path, /** @type {boolean} */ open) => {
		const { index, expanded } = await find(path);
		if (expanded !== open) {
			await rowAt(list, index).locator('.monaco-tl-twistie').click();
			await eventually(async () => {
				if ((await find(path)).expanded !== open) {
					throw new Error(`${[path].flat().join(' > ')} doesn't ${open ? 'open' : 'close'}`);
				}
			});
		}
		if (open) {
			await below(path);
		}
	};

	return {
		rows: async () => (await listRows(list)).map(({ index, last, name, ...shown }) => shown),
		row,
		expand: (path) => turn(path, true),
		collapse: (path) => turn(path, false),
		select: async (path, modifiers = []) => (await row(path)).click({ modifiers: [...modifiers] }),
		contextMenu: async (path) => {
			await (await row(path)).click({ button: 'right' });
			return openMenu(page);
		},
		inlineAction: async (path, title) => {
			const owner = await row(path);
			await owner.hover();
			await owner.locator(`.actions .action-label[aria-label=${JSON.stringify(title)}]`).click();
		},
		viewAction: async (title) => {
			const own = pane.locator('.pane-header');
			const header = (await own.isVisible()) ? own : page.locator('.part.sidebar > .title');
			await header.hover();
			await header.locator(`.action-label[aria-label=${JSON.stringify(title)}]`).click();
		},
		hover: async (path) => readHover(page, await row(path)),
		welcome: async () => {
			const content = pane.locator('.welcome-view-content');
			await content.waitFor();
			const buttons = await content.locator('.monaco-button').allTextContents();
			const lines = (await content.innerText()).split('\n').filter((line) => line !== '' && !buttons.includes(line));
			return {
				text: lines.join('\n'),
				buttons,
				press: (button) => content.locator('.monaco-button, a').getByText(button, { exact: true }).click(),
			};
		},
		message: async () => {
			const message = pane.locator('.tree-explorer-viewlet-tree-view > .message');
			return (await message.isVisible()) ? message.innerText() : '';
		},
	};
}

/**
 * The row at the end of a path of labels; the first label may stand at any depth.
 * @template {Row & { readonly index: number }} R
 * @param {readonly R[]} rows
 * @param {readonly string[]} labels
 * @returns {R | undefined}
 */
function follow(rows, labels) {
	let inside = rows;
	/** @type {R | undefined} */
	let found;
	for (const label of labels) {
		const parent = found;
		found = inside.find((row) => row.label === label && (!parent || row.level === parent.level + 1));
		if (!found) {
			return undefined;
		}
		const start = inside.indexOf(found) + 1;
		const { level } = found;
		const end = inside.findIndex((row, at) => at >= start && row.level <= level);
		inside = inside.slice(start, end < 0 ? undefined : end);
	}
	return found;
}
