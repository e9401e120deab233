/** @import { Locator, Page } from 'playwright-core' */
/** @import { Row } from '../window.mjs' */

/**
 * The rows of a tree or list that exist now. VS Code keeps only those in sight, in any order in the document.
 * @param {Locator} list
 * @returns {Promise<(Row & { readonly index: number, readonly last: boolean, readonly name: string })[]>} `name` is the label's own accessible name: a path, in the Explorer
 */
export async function listRows(list) {
	const rows = await list.locator('.monaco-list-row').evaluateAll((found) => found.map((row) => {
		const text = (/** @type {string} */ selector) => (row.querySelector(selector)?.textContent ?? '').trim();
		const expanded = row.getAttribute('aria-expanded');
		return {
			index: Number(row.getAttribute('data-index')),
			last: row.getAttribute('data-last-element') === 'true',
			level: Number(row.getAttribute('aria-level')),
			label: text('.label-name'),
			name: row.querySelector('.monaco-icon-label')?.getAttribute('aria-label') ?? '',
			description: text('.label-description'),
			ariaLabel: row.getAttribute('aria-label') ?? '',
			selected: row.getAttribute('aria-selected') === 'true',
			expanded: expanded === null ? undefined : expanded === 'true',
		};
	}));
	return rows.sort((a, b) => a.index - b.index);
}

/**
 * @param {Locator} list
 * @param {number} index
 */
export function rowAt(list, index) {
	return list.locator(`.monaco-list-row[data-index="${index}"]`);
}

/**
 * Turns the wheel over a list until `find` finds something among the rows in sight: from where it stands to its end, then from its end to its top.
 * @template T
 * @param {Page} page
 * @param {Locator} list
 * @param {(rows: Awaited<ReturnType<typeof listRows>>) => T | undefined} find
 * @returns {Promise<T | undefined>}
 */
export async function scrollTo(page, list, find) {
	for (const direction of /** @type {const} */ ([1, -1])) {
		for (let before = NaN; ;) {
			const rows = await listRows(list);
			const found = find(rows);
			if (found !== undefined) {
				return found;
			}
			const [first] = rows;
			if (!first || first.index === before || (direction > 0 ? rows.at(-1)?.last : first.index === 0)) {
				break; // nothing there, or no further
			}
			before = first.index;
			await list.hover();
			// One notch moves a list by two rows and a half; some overlap, so that a row is seen together with its parent.
			for (let notch = 0; notch < Math.max(1, Math.floor(rows.length / 3) - 1); notch++) {
				await page.mouse.wheel(0, direction * 100);
			}
			await page.waitForTimeout(60);
		}
	}
	return undefined;
}
