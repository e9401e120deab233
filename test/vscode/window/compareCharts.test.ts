import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { faults } from './faults';
import { compareRows } from './compareRows';
import { registerSweep } from './sweep';
import { sampleFolder } from './sampleFolder';

const charts = ['curves', 'bars', 'scatter', 'parallel', 'importance'] as const;

describe('the charts of a comparison', () => {
	let sample: { readonly folder: string; remove(): Promise<void> };
	let window: Window;

	before(async function () {
		this.timeout(180_000);
		sample = await sampleFolder();
		await registerSweep(sample.folder, 50);
		window = await openWindow({ folder: sample.folder, settings: { 'modelRegistry.tree.pageSize': 100, 'modelRegistry.tree.groupBy': 'none' } });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});
	afterEach(async function () {
		if (this.currentTest?.state === 'failed') { await window.screenshot('charts-failed'); }
	});

	const tab = async (frame: Frame, kind: string) => {
		await frame.locator(`#tab-${kind}`).click();
		await frame.locator(`#tab-${kind}[aria-selected=true]`).waitFor();
		await frame.locator('#chart svg.chart, #chart .nothing').first().waitFor();
		await window.page.mouse.move(900, 3);
		await window.page.waitForTimeout(400);
	};

	it('of fifty versions', async () => {
		const frame = await compareRows(window, sample.folder, 'bank', 50, 'bank@v12');
		await frame.locator('.jump', { hasText: 'Charts' }).click();
		for (const kind of charts) {
			await tab(frame, kind);
			await window.screenshots(`charts-50-${kind}`);
			assert.deepEqual(await faults(frame), []);
		}
	});

	it('brushed from the keyboard, with the versions inside marked in the table', async () => {
		const frame = await compareRows(window, sample.folder, 'bank', 50, 'bank@v12');
		await frame.locator('.jump', { hasText: 'Charts' }).click();
		await tab(frame, 'parallel');
		await frame.locator('.axis-brush').last().focus();
		for (let i = 0; i < 12; i++) { await window.page.keyboard.press('ArrowUp'); }
		await eventually(async () => { assert.match(await frame.locator('.chart-note').innerText(), /^\d+ of 50 inside the brush auc from/); });
		await window.screenshots('charts-50-brushed');
		await frame.locator('.jump', { hasText: 'Metrics' }).click();
		await frame.locator('.head.brushed').first().waitFor();
		await window.screenshots('charts-50-brushed-table');
		await frame.locator('.jump', { hasText: 'Charts' }).click();
		await frame.getByText('Clear Brush').click();
		await eventually(async () => { assert.equal(await frame.locator('.brushed').count(), 0); });
	});

	it('of five versions, and at 400 px', async () => {
		const frame = await compareRows(window, sample.folder, 'bank', 5);
		await frame.locator('.jump', { hasText: 'Charts' }).click();
		for (const kind of charts) {
			await tab(frame, kind);
			await window.screenshots(`charts-5-${kind}`);
		}
		await window.command('View: Close Primary Side Bar').catch(() => window.command('View: Toggle Primary Side Bar Visibility'));
		await window.page.setViewportSize({ width: 456, height: 900 });
		for (const kind of charts) {
			await tab(frame, kind);
			await frame.locator('#charts').evaluate(section => { (section as unknown as { scrollIntoView(): void }).scrollIntoView(); });
			await window.screenshots(`charts-5-400px-${kind}`);
			assert.ok(await frame.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), `${kind} is wider than its pane`);
		}
		await window.page.setViewportSize({ width: 1440, height: 900 });
		assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
	});
});
