import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { compareRows, openByLink } from './compareRows';
import { openRegistry } from '../../../src/core/registry';
import { faults } from './faults';
import { pageFrame } from './pageFrame';
import { sampleFolder } from './sampleFolder';
import { registerSweep } from './sweep';

describe('a comparison without a mouse', () => {
	let sample: { readonly folder: string; remove(): Promise<void> };
	let window: Window;
	let frame: Frame;
	const press = async (...keys: readonly string[]) => { for (const key of keys) { await window.page.keyboard.press(key); await window.page.waitForTimeout(60); } };
	const focused = () => frame.evaluate<string>(`(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.getAttribute('aria-description') ?? '') + ' ' + (document.activeElement?.textContent ?? '').replace(/\\s+/g, ' ').trim()`);

	before(async function () {
		this.timeout(180_000);
		sample = await sampleFolder();
		await registerSweep(sample.folder, 12);
		const registry = openRegistry({ folder: sample.folder, git: false, author: { name: 'Rhea Kessler', email: 'rhea.kessler@example.com' } });
		await registry.addNote({ ref: 'bank@v12' }, `# Why\n\n- more rounds, see [the code](train/resnet.py)\n\n${'It was looked at again. '.repeat(200)}\n\nThe very end.`);
		await registry.addNote({ ref: 'bank@v11' }, 'Fewer rounds.');
		await registry.close();
		window = await openWindow({ folder: sample.folder });
		await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});
	afterEach(async function () {
		if (this.currentTest?.state === 'failed') { await window.screenshot('compare-keys-failed'); }
	});

	it('is filtered, walked and turned', async () => {
		frame = await compareRows(window, sample.folder, 'bank', 3);
		await frame.locator('#search').focus();
		await window.page.keyboard.type('auc');
		await eventually(async () => { assert.equal(await frame.locator('.count').innerText(), '4 rows'); });
		await press('Enter', 'n');
		assert.match(await focused(), /auc/);
		await press('ArrowRight', 'ArrowRight');
		assert.match(await focused(), /^v12 0\.\d+, .* against v10/);
		await press('b');
		await eventually(async () => { assert.match(await frame.locator('.base-cell.head').innerText(), /v12/); });
		await press('/', 'Escape', 'Enter', '2');
		await eventually(async () => { assert.match(await focused(), /Evaluations ?6 differ/); });
		assert.deepEqual(await faults(frame), []);
	});

	it('shows one metric of the evaluations, a line a context', async () => {
		await press('Tab');
		assert.equal(await frame.evaluate<string>('document.activeElement?.localName ?? ""'), 'select');
		await frame.locator('.metric-choice select').selectOption('auc');
		await eventually(async () => { assert.deepEqual((await frame.locator('[aria-level="2"] .name-cell').allInnerTexts()).filter(text => /holdout|region|tenure/.test(text)).map(text => text.split('\n')[0]), ['holdout_2026q3, test', 'region=EU', 'tenure<30']); });
		await window.screenshot('compare-evaluations-dark');
		await frame.locator('.metric-choice select').selectOption('');
	});

	it('walks the charts, reads values and the table behind them', async () => {
		await frame.locator('.jump').first().focus();
		await press('End', 'Enter');
		await eventually(async () => { assert.match(await focused(), /Metric curves/); });
		await press('ArrowRight');
		await eventually(async () => { assert.equal((await focused()).trim(), 'Bars'); });
		await frame.locator('svg.bars').focus();
		await press('ArrowRight', 'ArrowRight');
		assert.match(await frame.locator('#charts .at').innerText(), /^v\d+ 0\.\d{4}$/);
		await frame.getByText('Show as Table').focus();
		await press('Enter');
		assert.equal(await frame.locator('.chart-table tbody tr').count(), 3);
		await press('Enter');
	});

	it('saves a chart as SVG, PNG and Vega-Lite', async () => {
		for (const [label, file] of [['Save as SVG', 'chart.svg'], ['Save as PNG', 'chart.png'], ['Save as Vega-Lite', 'chart.vl.json']] as const) {
			await frame.getByText(label).focus();
			await press('Enter');
			const input = await eventually(async () => { const dialog = await window.quickInput(); assert.ok(dialog.value.endsWith(file), dialog.value); return dialog; }, 15_000);
			await input.type(path.join(sample.folder, file));
			await window.page.waitForTimeout(400);
			await input.enter();
			const bytes = await eventually(async () => { const read = await readFile(path.join(sample.folder, file)); assert.ok(read.length > 0); return read; }, 10_000);
			if (file.endsWith('svg')) { assert.match(bytes.toString(), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*aria-label="auc of 3 versions: v12 0\.\d+/); }
			else if (file.endsWith('png')) { assert.equal(bytes.subarray(1, 4).toString(), 'PNG'); assert.ok(bytes.length > 2_000, `${bytes.length}`); }
			else { assert.equal((JSON.parse(bytes.toString()) as { data: { values: unknown[] } }).data.values.length, 3); }
			frame = await pageFrame(window, 'Compare');
		}
	});

	it('changes the direction of a metric, which is no news from others', async () => {
		await frame.locator('#search').focus();
		await press('Enter', '1', 'ArrowDown');
		assert.match(await focused(), /auc/);
		await press('Tab');
		assert.match(await focused(), /auc: higher is better\. Change…/);
		await press('Enter');
		await (await window.quickInput()).pick('Lower Is Better');
		await eventually(async () => { assert.match(await frame.locator('.row-line .name-cell').first().innerText(), /auc\s*↓/); }, 15_000);
		await window.page.waitForTimeout(1_500);
		assert.equal(await frame.locator('.top .bar').count(), 0);
	});

	it('shows notes in full as Markdown, opens what they link to, and their difference as texts', async () => {
		await frame.getByRole('button', { name: 'Notes in full' }).click();
		const note = frame.getByRole('article', { name: 'Notes of v12' });
		assert.equal(await note.locator('li').count(), 1);
		assert.match(await note.innerText(), /The very end\.$/);
		assert.match(await frame.getByRole('article', { name: 'Notes of v10' }).innerText(), /not written/);
		await note.scrollIntoViewIfNeeded();
		await window.screenshot('compare-notes-dark');
		await note.getByText('the code').click();
		await eventually(async () => { assert.match((await window.editors())[0] ?? '', /resnet/); });
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Compare');
		await frame.locator('.jump', { hasText: 'Notes' }).click();
		await frame.locator('.section-line', { hasText: 'Notes and card' }).getByText('Text Diff v11').click();
		await eventually(async () => { assert.equal((await window.editors())[0], 'Notes: v12 ↔ v11'); });
		await window.page.locator('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert').first().waitFor();
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Compare');
	});

	it('moves, removes and takes in columns', async () => {
		const heads = async () => (await frame.locator('.head .head-name').allInnerTexts()).map(text => text.trim());
		assert.deepEqual(await heads(), ['v12', 'v11', 'v10']);
		await frame.locator('.head.other').first().focus();
		await press('Alt+ArrowRight');
		await eventually(async () => { assert.deepEqual(await heads(), ['v12', 'v10', 'v11']); });
		await frame.locator('.head.other').last().focus();
		await press('Delete');
		await eventually(async () => { assert.deepEqual(await heads(), ['v12', 'v10']); });
		await frame.getByText('Add Version').click();
		await (await window.quickInput()).pick('bank v11');
		await (await window.quickInput()).enter();
		await eventually(async () => { assert.deepEqual(await heads(), ['v12', 'v10', 'v11']); });
		await frame.locator('.head.other').last().dragTo(frame.locator('.head.other').first());
		await eventually(async () => { assert.deepEqual(await heads(), ['v12', 'v11', 'v10']); });
	});

	it('copies and saves what it shows', async () => {
		const clipboard = () => window.page.evaluate<string>('navigator.clipboard.readText()');
		for (const [label, begins] of [['CSV', 'section,name,'], ['TSV, for a Spreadsheet', 'section\tname\t'], ['Markdown', '## bank: v11, v10 against v12'], ['JSON', '{']] as const) {
			await frame.getByText('Copy As').click();
			await frame.getByRole('menuitem', { name: label, exact: true }).click();
			await eventually(async () => { const text = await clipboard(); assert.ok(text.startsWith(begins) && text.includes('learning'), text.slice(0, 200)); }, 10_000);
		}
		await frame.locator('.row-line .cell.other').first().click();
		await press('Control+c');
		await eventually(async () => { assert.match(await clipboard(), /^auc\t0\.\d+\t0\.\d+\t0\.\d+$/); }, 10_000);
		await frame.getByText('Copy As').click();
		await window.screenshot('compare-copy-menu-dark');
		await frame.getByRole('menuitem', { name: 'Save as CSV…', exact: true }).click();
		const input = await eventually(async () => { const dialog = await window.quickInput(); assert.ok(dialog.value.endsWith('comparison.csv'), dialog.value); return dialog; }, 15_000);
		await window.page.waitForTimeout(400);
		await input.type(path.join(sample.folder, 'comparison.csv'));
		await window.page.waitForTimeout(400);
		await input.enter();
		assert.match(await eventually(() => readFile(path.join(sample.folder, 'comparison.csv'), 'utf8'), 10_000), /^section,name,v12 \(baseline\),v11,v10,/);
		frame = await pageFrame(window, 'Compare');
	});

	it('has versions as rows, sorted by any of them', async () => {
		await frame.getByText('Versions as Rows').click();
		await frame.locator('.transposed .grid-row').first().waitFor();
		assert.equal(await frame.locator('.transposed .grid-row').count(), 3);
		await frame.locator('.transposed .column-row-0 button').click();
		await eventually(async () => { assert.equal(await frame.locator('.transposed .column-row-0[role=columnheader]').getAttribute('aria-sort'), 'ascending'); });
		assert.deepEqual(await faults(frame), []);
		await window.screenshot('compare-rows-dark');
		await frame.getByText('Versions as Columns').click();
	});

	it('is opened again from the link that it gives', async () => {
		await frame.getByText('Copy As').click();
		await frame.getByText('Link to This Comparison').click();
		const link = await eventually(async () => { const text = await window.page.evaluate<string>('navigator.clipboard.readText()'); assert.match(text, /^[\w-]+:\/\/model-registry\.model-registry\/compare\?registry=/); return text; }, 10_000);
		frame = await openByLink(window, link);
		assert.match(await frame.locator('.base-cell.head').innerText(), /v12/);
		assert.equal((await window.editors()).length, 1);
	});

	it('is there again after a reload, with its baseline and chart', async function () {
		this.timeout(300_000);
		await frame.locator('.jump', { hasText: 'Charts' }).click();
		await frame.locator('#tab-scatter').click();
		await frame.locator('svg.scatter').waitFor();
		assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
		await window.reload();
		frame = await eventually(() => pageFrame(window, 'Compare'), 90_000);
		await frame.locator('svg.scatter').waitFor();
		assert.match(await frame.locator('.base-cell.head').innerText(), /v12/);
	});

	it('says so when the registry of a link is not here', async () => {
		await window.command('Model Registry: Open Comparison from Link…');
		const input = await window.quickInput();
		await input.type(`vscode://model-registry.model-registry/compare?registry=elsewhere&versions=${'A'.repeat(26)},${'B'.repeat(26)}`);
		await window.page.waitForTimeout(150);
		await input.enter();
		await eventually(async () => { assert.match(JSON.stringify((await window.notifications()).map(one => one.message)), /is in no folder of this window/); }, 10_000);
	});
});
