import { homedir } from 'node:os';
import path from 'node:path';
import { eventually } from './eventually.mjs';
import { listRows, rowAt, scrollTo } from './list.mjs';
import { openMenu } from './menu.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Explorer } from '../window.mjs' */

/**
 * @param {Page} page
 * @param {string} folder what relative paths are relative to
 * @returns {Explorer}
 */
export function explorer(page, folder) {
	const list = page.locator('.explorer-folders-view .monaco-list').first();

	/** @param {string} target */
	const find = (target) => eventually(async () => {
		const found = await scrollTo(page, list, (rows) => rows.find(({ name }) => names(name, target)));
		if (!found) {
			throw new Error(`The Explorer has no ${target}, but: ${(await listRows(list)).map(({ label }) => label).join(', ') || 'nothing'}`);
		}
		return found;
	});

	const show = async () => {
		// Another view may be on its way into the side bar, and take the place just after the click.
		await eventually(async () => {
			if (!(await list.isVisible())) {
				await page.locator('.part.activitybar .action-label[aria-label^="Explorer"]').click();
				await list.waitFor({ timeout: 3_000 });
			}
		});
	};

	/** @type {Explorer['reveal']} */
	const reveal = async (target) => {
		await show();
		const absolute = path.resolve(folder, target);
		for (const above of foldersBetween(folder, absolute)) {
			const { index, expanded } = await find(above);
			if (!expanded) {
				await rowAt(list, index).click();
				await eventually(async () => {
					if (!(await find(above)).expanded) {
						throw new Error(`${above} doesn't open`);
					}
				});
			}
		}
		const row = rowAt(list, (await find(absolute)).index);
		await row.scrollIntoViewIfNeeded();
		return row;
	};

	return {
		show,
		reveal,
		select: async (target, modifiers = []) => (await reveal(target)).click({ modifiers: [...modifiers] }),
		contextMenu: async (target) => {
			await (await reveal(target)).click({ button: 'right' });
			return openMenu(page);
		},
		decoration: async (target) => (await reveal(target)).evaluate((row) => {
			const label = row.querySelector('.monaco-icon-label');
			const content = label ? getComputedStyle(label, '::after').content : 'none';
			return { badge: content === 'none' ? '' : content.replaceAll('"', ''), ariaLabel: row.getAttribute('aria-label') ?? '' };
		}),
	};
}

/**
 * Whether a row's accessible name, the file's path and then its decorations, names `target`.
 * @param {string} name
 * @param {string} target
 */
function names(name, target) {
	const shown = name.startsWith('~/') ? path.join(homedir(), name.slice(2)) : name;
	return shown === target || shown.startsWith(`${target} `);
}

/**
 * The folders below `root` and above `target`, from the top.
 * @param {string} root
 * @param {string} target
 */
function foldersBetween(root, target) {
	const relative = path.relative(root, path.dirname(target));
	const parts = relative === '' || relative.startsWith('..') ? [] : relative.split(path.sep);
	return parts.map((_, depth) => path.join(root, ...parts.slice(0, depth + 1)));
}
