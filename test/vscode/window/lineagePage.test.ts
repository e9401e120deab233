import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { faults } from './axe';
import { lineageFolder } from './lineageFolder';
import { pageFrame } from './pageFrame';

const page = async (window: Window): Promise<Frame> => {
	await window.command('Model Registry: Open Lineage Page');
	const frame = await pageFrame(window, 'Lineage');
	await frame.locator('.row').first().waitFor();
	await window.page.mouse.move(900, 3);
	return frame;
};
const spoken = (frame: Frame) => frame.locator('.row').evaluateAll(rows => [...rows as unknown as readonly { ariaPosInSet: string; firstElementChild: { textContent: string } }[]]
	.sort((a, b) => Number(a.ariaPosInSet) - Number(b.ariaPosInSet)).map(row => row.firstElementChild.textContent));

describe('the page of lineage in the window', function () {
	this.timeout(240_000);

	describe('of 50 nodes', () => {
		let sample: { readonly folder: string; remove(): Promise<void> };
		let window: Window;
		let frame: Frame;
		before(async () => {
			sample = await lineageFolder(50);
			window = await openWindow({ folder: sample.folder });
			await window.openView('Model Registry');
		});
		after(async () => {
			await window.close();
			await sample.remove();
		});

		it('opens from a version by right-click, with that in focus', async () => {
			const models = window.tree('Models');
			await eventually(() => models.expand('sentiment'), 30_000);
			const menu = await models.contextMenu(['sentiment', 'v4']);
			await window.page.waitForTimeout(300);
			await menu.choose('Open Lineage Page');
			frame = await pageFrame(window, 'Lineage');
			await frame.locator('.row.selected').waitFor();
			await window.page.mouse.move(900, 3);
			await eventually(async () => { assert.match(await frame.locator('.panel').innerText(), /sentiment v4[\s\S]*Registered[\s\S]*Impact/); });
			await eventually(async () => { assert.match(await frame.locator('.footer .count').innerText(), /nodes, \d+ lit/); });
			await window.screenshot('lineage-50-dark');
			assert.deepEqual(await faults(frame), []);
		});

		it('says in words what it draws', async () => {
			const rows = await spoken(frame);
			assert.ok(rows.some(row => /^sentiment v4, version, production, f1 macro|^sentiment v4, version, .*f1_macro 0\.\d+.*made from \d+, led to \d+/.test(row)), rows.join('\n'));
			assert.ok(rows.some(row => /^distilbert\/distilroberta-base, base model, Hugging Face, fb53ab8, led to \d/.test(row)) || rows.length > 30, rows.join('\n'));
		});
	});

	for (const [nodes, name] of [[5, '5'], [5_000, '5000']] as const) {
		it(`shows ${name} nodes`, async () => {
			const { folder, remove } = await lineageFolder(nodes);
			const window = await openWindow({ folder });
			try {
				await window.openView('Model Registry');
				const frame = await page(window);
				await window.page.waitForTimeout(500);
				await window.screenshot(`lineage-${name}-dark`);
				console.log(await frame.evaluate(`performance.getEntriesByName('asked to painted').map(entry => Math.round(entry.duration)).join()`));
				assert.deepEqual(await faults(frame), []);
				assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
			} finally {
				await window.close();
				await remove();
			}
		});
	}
});
void openRegistry;
