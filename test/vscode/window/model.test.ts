import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { pageFrame } from './pageFrame';
import { sampleFolder } from './sampleFolder';

/** The rows of the leaderboard that are in sight, from the top, as text. */
function rowsOf(frame: Frame): Promise<readonly string[]> {
	return frame.locator('.grid-row').evaluateAll(rows => [...rows as unknown as readonly { ariaRowIndex: string; innerText: string }[]]
		.sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex)).map(row => row.innerText.replace(/\s+/g, ' ').trim()));
}

const labelsOf = async (frame: Frame) => (await rowsOf(frame)).map(row => row.split(' ')[0]);

/** A menu takes no click in the moment in which it opens. */
async function openFromMenu(window: Window, model: string): Promise<Frame> {
	const menu = await window.tree('Models').contextMenu(model);
	await window.page.waitForTimeout(300);
	await menu.choose('Open Model Page');
	const frame = await pageFrame(window, 'Model');
	await frame.locator('.grid-row').first().waitFor();
	return frame;
}

describe('the page of a model in the window', () => {
	let sample: { readonly folder: string; remove(): Promise<void> };
	let window: Window;
	let frame: Frame;

	before(async () => {
		sample = await sampleFolder();
		window = await openWindow({ folder: sample.folder });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});

	it('opens by right-click: head, chart with its sentence, leaderboard', async () => {
		frame = await openFromMenu(window, 'churn');
		assert.deepEqual(await window.editors(), ['churn']);
		assert.match(await frame.locator('header').innerText(), /churn\s[\s\S]*5 versions[\s\S]*production[\s\S]*v4[\s\S]*auc ↑/);
		assert.match(await frame.locator('svg.plot').getAttribute('aria-label') ?? '', /^auc over \d+ versions, from [\d.]+ at v1 to 0\.8549 at v5\./);
		assert.deepEqual((await labelsOf(frame))[0], 'v5');
		await window.page.mouse.move(900, 3);
		await window.page.waitForTimeout(900);
		await window.screenshot('model-dark');
	});

	it('sorts by a head, the best first', async () => {
		await frame.locator('.grid-head-cell.column-metrics\\.auc .grid-title-button').click();
		await eventually(async () => { assert.equal(await frame.locator('.grid-head-cell.column-metrics\\.auc').getAttribute('aria-sort'), 'descending'); });
		const values = (await rowsOf(frame)).map(row => Number(/0\.\d+/.exec(row)?.[0]));
		assert.deepEqual(values, [...values].sort((a, b) => b - a));
	});

	it('takes the search language, and says what is wrong with a search', async () => {
		await window.page.keyboard.press('/');
		await window.page.keyboard.type('metrics.auc > 0.849');
		await eventually(async () => { assert.equal(await frame.locator('#search-count').innerText(), '2 of 5 versions'); });
		assert.deepEqual([...await labelsOf(frame)].sort(), ['v4', 'v5']);
		await window.page.keyboard.type(' and and');
		await eventually(async () => { assert.match(await frame.locator('.search-error').innerText(), /The search can't be read at /); });
		assert.equal((await labelsOf(frame)).length, 2);
		await window.screenshot('model-search-dark');
		// What could follow is closed first, then the search is cleared.
		await window.page.keyboard.press('Escape');
		await window.page.keyboard.press('Escape');
		await eventually(async () => { assert.equal((await labelsOf(frame)).length, 5); });
	});

	it('chooses columns', async () => {
		const before = await frame.locator('.grid-head-cell').count();
		await frame.locator('column-menu vscode-button').click();
		await frame.getByRole('menuitemcheckbox', { name: 'Author' }).click();
		await eventually(async () => { assert.notEqual(await frame.locator('.grid-head-cell').count(), before); });
		await frame.getByRole('menuitemradio', { name: 'Columns That Differ' }).click();
		await eventually(async () => { assert.equal(await frame.locator('.grid-head-cell').count(), before); });
		await window.page.keyboard.press('Escape');
	});

	it('compares the versions that are selected', async () => {
		await frame.locator('.grid-row').nth(0).click();
		await frame.locator('.grid-row').nth(1).click({ modifiers: ['Control'] });
		await eventually(async () => { assert.match(await frame.locator('.footer').innerText(), /2 selected/); });
		await window.screenshot('model-selected-dark');
		await frame.locator('.footer').getByText('Compare').click();
		await pageFrame(window, 'Compare');
		assert.equal((await window.editors())[0], 'churn: v4, v5');
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Model');
	});

	it('changes a version without leaving the page', async () => {
		await frame.locator('.grid-row').nth(2).click();
		await frame.locator('.footer').getByText('Set Alias…').click();
		await (await window.quickInput()).escape();
		await frame.locator('.footer').getByText('Edit Tags…').click();
		const tags = await window.quickInput();
		assert.match(tags.title, /^Tags of churn v\d/);
		await tags.type('checked = yes');
		await window.page.waitForTimeout(150);
		await tags.enter();
		await frame.locator('header .edit').click();
		const which = await window.quickInput();
		assert.deepEqual([which.title, which.items.length], ['Set Alias', 5]);
		await which.escape();
	});

	it('updates live when a version gets an alias', async () => {
		const menu = await window.tree('Models').contextMenu('churn');
		await window.page.waitForTimeout(300);
		await menu.choose('Edit Tags…');
		const input = await window.quickInput();
		await input.type('tier = gold');
		await window.page.waitForTimeout(150);
		await input.enter();
		await eventually(async () => { assert.match(await frame.locator('.facts').innerText(), /tier = gold/); });
	});

	it('logs no error', async () => { assert.deepEqual(await window.log(), []); });

	it('is readable at 400 px', async () => {
		await window.page.setViewportSize({ width: 748, height: 900 });
		await window.page.waitForTimeout(900);
		const [scroll, client] = await frame.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
		assert.ok(scroll <= client, `the page is ${scroll} wide in ${client}`);
		await window.screenshot('model-narrow-dark');
	});

	it('is readable in other themes', async () => {
		await window.page.setViewportSize({ width: 1440, height: 900 });
		await frame.locator('.grid-row').nth(1).click();
		await window.page.mouse.move(900, 3);
		await window.page.waitForTimeout(900);
		await window.screenshots('model-chosen');
	});
});
