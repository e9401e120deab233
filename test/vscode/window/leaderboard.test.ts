import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { faults } from './axe';
import { churnFolder } from './churnFolder';
import { pageFrame } from './pageFrame';

describe('the leaderboard and the evaluations of a model in the window', () => {
	let sample: { readonly folder: string; remove(): Promise<void> };
	let window: Window;
	let frame: Frame;
	const texts = (selector: string) => frame.locator(selector).evaluateAll(found => (found as unknown as readonly { innerText: string }[]).map(one => one.innerText.replace(/\s+/g, ' ').trim()));
	const titles = () => texts('.grid-head-cell .grid-title');
	const labels = async () => (await frame.locator('.grid-row').evaluateAll(rows => [...rows as unknown as readonly { ariaRowIndex: string; innerText: string }[]]
		.sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex)).map(row => row.innerText.trim().split(/\s/)[0])));
	const keys = async (...pressed: readonly string[]) => { for (const key of pressed) { await window.page.keyboard.press(key); } };

	before(async () => {
		sample = await churnFolder();
		window = await openWindow({ folder: sample.folder });
		await window.openView('Model Registry');
		const menu = await window.tree('Models').contextMenu('churn');
		await window.page.waitForTimeout(300);
		await menu.choose('Open Model Page');
		frame = await pageFrame(window, 'Model');
		await frame.locator('.grid-row').first().waitFor();
		await window.page.mouse.move(900, 3);
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});

	it('draws how each column is spread, and lights the bins of the selected rows', async () => {
		assert.ok((await texts('.grid-head-cell .range')).includes('0.8391 to 0.8764'));
		assert.ok(await frame.locator('.histogram').count() >= 6);
		await frame.locator('.grid-row').nth(1).click();
		await eventually(async () => { assert.ok(await frame.locator('.histogram .bright').count() >= 5); });
		await window.page.waitForTimeout(600);
		await window.screenshot('leaderboard-dark');
		assert.deepEqual(await faults(frame), []);
	});

	it('completes a search with what the versions hold, and filters by what is complete', async () => {
		await window.page.keyboard.press('/');
		await window.page.keyboard.type('metrics.auc > 0.86 and params.num', { delay: 30 });
		await eventually(async () => { assert.ok((await texts('.search-list li')).some(text => /^params\.num_leaves number, 31 to 127, 14 versions$/.test(text))); });
		await window.screenshot('leaderboard-completion-dark');
		await keys('ArrowDown', 'ArrowUp', 'Enter');
		await eventually(async () => { assert.match(await frame.locator('#search').inputValue(), /^metrics\.auc > 0\.86 and params\.num_\w+ $/); });
		await window.page.keyboard.type('>= ');
		await eventually(async () => { assert.equal(await frame.locator('#search-count').innerText(), '8 of 14 by the complete part'); });
		await window.page.keyboard.type('40 and and');
		await eventually(async () => { assert.match(await frame.locator('.search-error').innerText(), /The search can't be read at /); });
		assert.ok(await frame.locator('.search-paint .wrong').count() > 0);
		await window.screenshot('leaderboard-wrong-dark');
		await keys('Escape', 'Escape');
		await eventually(async () => { assert.equal(await frame.locator('#search-count').innerText(), '14 versions'); });
	});

	it('sorts by several columns', async () => {
		await frame.locator('.column-params\\.learning_rate .grid-title-button').click();
		await frame.locator('.column-metrics\\.auc .grid-title-button').click({ modifiers: ['Shift'] });
		await eventually(async () => { assert.deepEqual((await labels()).slice(0, 3), ['v14', 'v13', 'v12']); });
		assert.deepEqual(await texts('.grid-head-cell .grid-nth'), ['2', '1']);
	});

	it('pins, moves, hides and widens columns by keyboard', async () => {
		await frame.locator('.column-metrics\\.ece .grid-title-button').focus();
		await keys('Shift+F10', 'Home');
		await window.screenshot('leaderboard-head-menu-dark');
		await frame.getByRole('menuitem', { name: 'Pin', exact: true }).focus();
		await keys('Enter');
		await eventually(async () => { assert.deepEqual((await titles()).slice(0, 2), ['Version', 'ece ↓']); });
		const before = await titles();
		await frame.locator('.column-params\\.num_leaves .grid-title-button').focus();
		await keys('Alt+ArrowLeft');
		await eventually(async () => { assert.equal((await titles()).indexOf('num_leaves'), before.indexOf('num_leaves') - 1); });
		await keys('Shift+F10');
		await frame.getByRole('menuitem', { name: 'Hide', exact: true }).focus();
		await keys('Enter');
		await eventually(async () => { assert.ok(!(await titles()).includes('num_leaves')); });
	});

	it('drags a column to another place', async () => {
		const boxOf = async (id: string) => { const box = await frame.locator(`.grid-head-cell[data-column="${id}"] .grid-title-button`).boundingBox(); assert.ok(box); return box; };
		const from = await boxOf('params.num_boost_round'), to = await boxOf('metrics.log_loss');
		await window.page.mouse.move(from.x + 10, from.y + 8);
		await window.page.mouse.down();
		await window.page.mouse.move(to.x + 30, to.y + 8, { steps: 8 });
		await window.page.mouse.move(to.x + 2, to.y + 8, { steps: 3 });
		await window.screenshot('leaderboard-drag-dark');
		await window.page.mouse.up();
		await eventually(async () => { const now = await titles(); assert.equal(now.indexOf('num_boost_round'), now.indexOf('log_loss ↓') - 1, now.join(' | ')); });
		assert.deepEqual(await texts('.grid-head-cell .grid-nth'), ['2', '1'], 'the drag is no press of the head');
	});

	it('saves a view by name, goes back to the default, and takes the view again', async () => {
		const choose = async (label: string) => {
			await frame.locator('.view-menu vscode-button').click();
			await frame.getByRole('menuitem', { name: label, exact: true }).click();
		};
		await choose('Save as New View…');
		const input = await window.quickInput();
		await input.type('by rate');
		await window.page.waitForTimeout(200);
		await input.enter();
		await eventually(async () => { assert.equal(await frame.locator('.view-menu').innerText(), 'View: by rate'); });
		await choose('Default');
		await eventually(async () => { assert.ok((await titles()).includes('num_leaves')); });
		await choose('by rate');
		await eventually(async () => { assert.ok(!(await titles()).includes('num_leaves')); });
		assert.deepEqual((await titles()).slice(0, 2), ['Version', 'ece ↓']);
		await choose('Default');
	});

	it('has what was measured in contexts as columns', async () => {
		await eventually(async () => { assert.ok((await titles()).some(title => title.startsWith('auc ↑ · holdout_2026q3, test')), (await titles()).join(' | ')); });
	});

	it('shows evaluations: contexts with their slices by version, the best marked, what is won and lost in a sentence', async () => {
		await frame.locator('#tab-leaderboard').focus();
		await keys('ArrowRight');
		await frame.locator('.pivot').waitFor();
		await window.page.waitForTimeout(300);
		assert.match(await frame.locator('.verdict').innerText(), /^v14 is best in \d of \d contexts, .*Against v12, v14 is worse on contract = month-to-month \(−0\.0021\) and region = EU \(−0\.0029\), not evaluated on stress_missing_30 · test\./);
		const rows = await texts('.pivot tbody tr');
		assert.ok(rows.some(row => /^region = EU 0\.8620 −0\.0099/.test(row)), rows.join('\n'));
		await window.page.mouse.move(900, 3);
		await window.screenshot('evaluations-dark');
		assert.deepEqual(await faults(frame), []);
	});

	for (const name of ['light', 'hc'] as const) {
		it(`is readable in ${name}`, async () => {
			await window.theme(name);
			await window.screenshot(`evaluations-${name}`);
			await eventually(async () => { assert.deepEqual(await faults(frame), []); });
			await frame.locator('#tab-leaderboard').click();
			await frame.locator('.grid-row').nth(1).click();
			await window.page.mouse.move(900, 3);
			await window.page.waitForTimeout(400);
			await window.screenshot(`leaderboard-${name}`);
			await eventually(async () => { assert.deepEqual(await faults(frame), []); });
			await frame.locator('#tab-evaluations').click();
		});
	}

	it('fits 400 px', async () => {
		await window.theme('dark');
		await window.page.setViewportSize({ width: 748, height: 900 });
		await window.page.waitForTimeout(900);
		for (const tab of ['evaluations', 'leaderboard']) {
			await frame.locator(`#tab-${tab}`).click();
			await window.page.waitForTimeout(300);
			const [scroll, client] = await frame.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
			assert.ok(scroll <= client, `the page is ${scroll} wide in ${client}`);
			await frame.locator(`#tab-${tab}`).scrollIntoViewIfNeeded();
			await window.screenshot(`${tab}-400-dark`);
		}
		assert.deepEqual(await faults(frame), []);
	});

	it('logs no error', async () => {
		// axe-core measures with styles of its own, which the page's policy rightly refuses.
		assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
	});
});
