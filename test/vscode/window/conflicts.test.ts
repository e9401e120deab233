import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { contestedFolder, oneConflict, twentyConflicts, type Contested } from './contestedFolder';
import { pageFrame } from './pageFrame';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What axe-core finds against WCAG 2.1 A and AA, a line a fault. */
async function faults(frame: Frame): Promise<readonly string[]> {
	await frame.evaluate(axe);
	return frame.evaluate<string[]>(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) =>
		violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => id + ': ' + node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? ''))))`);
}

async function fits(frame: Frame): Promise<void> {
	const [scroll, client] = await frame.evaluate<[number, number]>('[document.querySelector(".page").scrollWidth, document.querySelector(".page").clientWidth]');
	assert.ok(scroll <= client, `the page is ${scroll} wide in ${client}`);
}

async function rest(window: Window): Promise<void> {
	await window.page.mouse.move(900, 3);
	await window.page.waitForTimeout(900);
}

describe('the page of conflicts in the window', () => {
	let sample: Contested;
	let window: Window;
	let frame: Frame;

	before(async () => {
		sample = await contestedFolder(oneConflict);
		window = await openWindow({ folder: sample.folder });
		await window.openView('Model Registry');
		await eventually(async () => { assert.match(await window.page.locator('.pane-body').first().innerText(), /defects/); });
	});
	after(async () => {
		await window.close();
		sample.remove();
	});

	it('says that nothing is to be decided', async () => {
		await window.command('Model Registry: Show Conflicts');
		frame = await pageFrame(window, 'Conflicts');
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /No conflicts\./); });
		await rest(window);
		await window.screenshot('conflicts-empty-dark');
	});

	it('is told of a merge that brings one, and updates live', async () => {
		sample.merge();
		const told = await window.notification(/defects: production was set on two branches, to v4 or v3/);
		assert.deepEqual(told.buttons, ['Show Conflicts']);
		await told.dismiss();
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /1 to decide[\s\S]*defects: production was moved on two branches[\s\S]*Keep v3 as production/); }, 20_000);
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /moved on edge-latency[\s\S]*moved on main[\s\S]*Settled by itself since the last pull/); }, 20_000);
		assert.match(await window.page.locator('.statusbar').innerText(), /defects: production is in conflict/);
		await rest(window);
		await window.screenshot('conflicts-one-dark');
		assert.deepEqual(await faults(frame), []);
	});

	it('is readable at 400 px', async () => {
		await window.page.setViewportSize({ width: 748, height: 1000 });
		await rest(window);
		await window.screenshot('conflicts-one-400');
		await fits(frame);
		await window.page.setViewportSize({ width: 1440, height: 900 });
	});

	for (const name of ['light', 'hc'] as const) {
		it(`is readable in ${name}`, async () => {
			await window.theme(name);
			await rest(window);
			await window.screenshot(`conflicts-one-${name}`);
			await eventually(async () => { assert.deepEqual(await faults(frame), []); });
		});
	}

	it('decides with one click and a reason, and offers the other side', async () => {
		await window.theme('dark');
		await frame.locator('.reason-field').click();
		await window.page.keyboard.type('The edge box decides');
		await frame.locator('.choice').first().click();
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /defects: production is v4 now\.[\s\S]*Use v3 as production Instead[\s\S]*No conflicts\./); });
		await eventually(async () => { assert.doesNotMatch(await window.page.locator('.statusbar').innerText(), /in conflict/); });
		await rest(window);
		await window.screenshot('conflicts-decided-dark');
		await frame.getByText('Use v3 as production Instead').click();
		await eventually(async () => { assert.match(await window.page.locator('.pane-body').first().innerText(), /v3 production/); });
	});

	it('logs no error', async () => {
		assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
	});
});

describe('the page of twenty conflicts in the window', () => {
	let sample: Contested;
	let window: Window;
	let frame: Frame;

	before(async () => {
		sample = await contestedFolder(twentyConflicts);
		sample.merge();
		window = await openWindow({ folder: sample.folder });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		sample.remove();
	});

	it('opens from the tree at the row that was clicked', async () => {
		await eventually(async () => { assert.match(await window.page.locator('.pane-body').first().innerText(), /in conflict/); });
		await window.page.locator('.pane-body .monaco-list-row').first().click();
		await window.page.keyboard.press('ArrowRight');
		await window.page.getByText('the model card is in conflict').first().click();
		frame = await pageFrame(window, 'Conflicts');
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /20 to decide/); }, 20_000);
		await eventually(async () => { assert.match(await frame.locator('.contest.open').allInnerTexts().then(texts => texts.join('\n')), /the model card was set[\s\S]*60|64 lines/); });
		await rest(window);
		await window.screenshot('conflicts-card-dark');
		assert.deepEqual(await faults(frame), []);
	});

	it('goes on with N, shows markup as text, and fits', async () => {
		await frame.locator('h1').click();
		await window.page.keyboard.press('n');
		await eventually(async () => { assert.equal(await frame.evaluate('document.activeElement.closest(".contest") !== null'), true); });
		for (let i = 0; i < 4; i++) { await window.page.keyboard.press('n'); }
		await rest(window);
		await window.screenshot('conflicts-twenty-dark');
		assert.equal(await frame.locator('main b[onclick]').count(), 0);
		await fits(frame);
		await window.page.setViewportSize({ width: 748, height: 1000 });
		await rest(window);
		await window.screenshot('conflicts-twenty-400');
		await fits(frame);
		assert.deepEqual(await faults(frame), []);
		await window.page.setViewportSize({ width: 1440, height: 900 });
	});

	it('opens the texts of a card as a diff and in the merge editor; saving there decides', async () => {
		await frame.getByText('Open Both as Diff').click();
		await eventually(async () => { assert.ok((await window.editors()).some(title => title.includes('Both Sides')), String(await window.editors())); });
		await rest(window);
		await window.screenshot('conflicts-diff-dark');
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Conflicts');
		await frame.getByText('Merge in the Editor').click();
		await eventually(async () => { assert.ok(await window.page.locator('.merge-editor').count()); }, 20_000);
		await rest(window);
		await window.screenshot('conflicts-merge-dark');
	});

	it('logs no error', async () => {
		assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
	});
});
