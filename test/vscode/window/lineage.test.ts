import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { faults } from './axe';
import { pageFrame } from './pageFrame';
import { sampleFolder } from './sampleFolder';
import { widenSideBar } from './sideBar';

/** Links that the sample's files don't tell of. */
async function linked(folder: string): Promise<void> {
	const registry = openRegistry({ folder });
	try {
		await registry.link('churn@v5', { from: 'churn@v4', relation: 'fine-tuned-from', reason: 'same trees, more of them' });
		await registry.link('churn@v4', { from: 'hf:datasets/acme/events@fb53ab8802853c8e', relation: 'trained-on' });
		await registry.link('churn@v5', { from: 'hf:datasets/acme/events@fb53ab8802853c8e', relation: 'trained-on' });
	} finally {
		await registry.close();
	}
}

async function openLineage(window: Window): Promise<void> {
	await window.openView('Model Registry');
	const models = window.tree('Models');
	await models.expand('churn');
	await models.select(['churn', 'v5']);
	const menu = await models.contextMenu(['churn', 'v5']);
	await window.page.waitForTimeout(300);
	await menu.choose('Show Lineage');
	await eventually(async () => { assert.ok((await window.tree('Lineage').rows()).length > 3); }, 20_000);
}

describe('the Lineage view in the window', function () {
	this.timeout(240_000);
	let sample: { readonly folder: string; remove(): Promise<void> };
	let window: Window;
	before(async () => {
		sample = await sampleFolder();
		await linked(sample.folder);
		window = await openWindow({ folder: sample.folder });
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});
	const rows = async (window: Window) => (await window.tree('Lineage').rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description ? `   ${description.replace(/ · \d+ \w+$| · now$/, '')}` : ''}`);
	const until = (window: Window, wanted: RegExp) => eventually(async () => { const found = await rows(window); assert.ok(found.some(row => wanted.test(row)), `${String(wanted)} is not among\n${found.join('\n')}`); }, 20_000);

	it('shows what a version came from and led to; adds a link and takes it back, removes one and brings it back, and follows what is selected', async () => {
		await openLineage(window);
		await until(window, /^ {2}churn v4 {3}fine-tuned from · .*by hand/);
		await window.tree('Lineage').expand(['Made from', 'churn v4']);
		await until(window, /^ {4}acme\/events {3}trained on · Hugging Face, fb53ab8 · by hand$/);
		await widenSideBar(window, 420);
		await window.page.waitForTimeout(600);
		await window.screenshots('lineage-view');
		await window.tree('Lineage').collapse(['Made from', 'churn v4']);
		// The button of the title is about the row that is selected.
		await window.tree('Lineage').select('churn v5');

		const lineage = window.tree('Lineage');
		await lineage.viewAction('Add Lineage Link…');
		const input = async (title: RegExp) => eventually(async () => { const found = await window.quickInput(); assert.match(found.title, title); return found; });
		await (await input(/^Add Lineage Link to churn v5$/)).pick('evaluated on');
		await (await input(/^churn v5: evaluated on$/)).pick('Hugging Face…');
		const hub = await input(/^churn v5: evaluated on$/);
		await hub.type('acme/holdout');
		await window.page.waitForTimeout(200);
		await (await window.quickInput()).enter();
		const reason = await input(/^Add Lineage Link to churn v5$/);
		await window.page.waitForTimeout(200);
		await window.screenshot('lineage-add-dark');
		await reason.enter();
		await until(window, /^ {2}acme\/holdout {3}evaluated on/);
		await window.screenshot('lineage-added-dark');

		const models = window.tree('Models');
		const menu = await lineage.contextMenu(['Made from', 'acme/events']);
		await window.page.waitForTimeout(300);
		assert.deepEqual(menu.entries.map(({ label }) => label), ['Open', 'Show Lineage', 'Open Lineage Page', 'Remove Lineage Link']);
		await menu.choose('Remove Lineage Link');
		await eventually(async () => { assert.ok(!(await rows(window)).some(row => row.startsWith('  acme/events'))); });
		await models.select(['churn', 'v4']);
		await until(window, /^churn v4/);
		// Room for what it led to: what is out of sight isn't drawn.
		await lineage.collapse('Made from');
		await until(window, /^ {2}churn v5 {3}fine-tuned from/);
		assert.deepEqual(await window.log(), []);
	});

	it('draws the commits of a real repository as a spine on the page, and opens the changes of one', async () => {
		await window.command('Model Registry: Open Lineage Page');
		const frame: Frame = await pageFrame(window, 'Lineage');
		await frame.locator('.row').first().waitFor();
		await frame.locator('vscode-checkbox', { hasText: 'Commits' }).or(frame.locator('vscode-checkbox[label=Commits]')).first().click();
		await eventually(async () => { assert.ok((await frame.locator('.row .spoken').allTextContents()).some(one => /^\d+ commits? without a version, \d+/.test(one))); });
		await frame.locator('.row.node').first().click();
		await window.page.mouse.move(900, 3);
		await window.page.waitForTimeout(400);
		await window.screenshot('lineage-commits-dark');
		assert.deepEqual(await faults(frame), []);
		await frame.locator('.panel').getByRole('button', { name: /^Changes of / }).click();
		await eventually(async () => { assert.match((await window.editors()).find(name => /^[0-9a-f]{7} \S/.test(name)) ?? '', /^[0-9a-f]{7} \S/); }, 20_000);
		// axe-core measures with styles of its own, which the page's policy rightly refuses.
		assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
	});
});
