import assert from 'node:assert/strict';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
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
	const rows = async (window: Window) => (await window.tree('Lineage').rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description ? `   ${description.replace(/ · \d+ \w+$| · now$/, '')}` : ''}`);
	const until = (window: Window, wanted: RegExp) => eventually(async () => { const found = await rows(window); assert.ok(found.some(row => wanted.test(row)), `${String(wanted)} is not among\n${found.join('\n')}`); }, 20_000);

	it('shows what a version came from and led to; adds a link and takes it back, removes one and brings it back, and follows what is selected', async () => {
		const { folder, remove } = await sampleFolder();
		await linked(folder);
		const window = await openWindow({ folder });
		try {
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
		} finally {
			await window.close();
			await remove();
		}
	});
});
