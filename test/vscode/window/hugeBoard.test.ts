import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { generateRegistry } from '../../bench/generate';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { pageFrame } from './pageFrame';

/** Of the registry; the largest of its models has most of them. HUGE_BOARD asks for more. */
const versions = Number(process.env['HUGE_BOARD'] ?? 3_000);

/** Milliseconds from doing something in the page to the frame in which it is drawn. */
const painted = (deed: string) => `new Promise(done => { const from = performance.now(); ${deed}; requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => done(performance.now() - from)))); })`;

describe('a leaderboard of very many versions in the window', () => {
	let folder: string;
	let window: Window;
	let frame: Frame;
	const figures: Record<string, number> = {};
	/** What the bench calls them. */
	const names: Readonly<Record<string, string>> = { 'opened, first rows': 'first', 'opened, all rows': 'all', 'sort by a metric': 'sort', 'a frame of 100 px, median': 'frame', 'select all': 'select', 'search, typed to found': 'search' };

	before(async () => {
		folder = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-huge-board-')));
		generateRegistry(folder, versions, 1);
		window = await openWindow({ folder });
		await window.openView('Model Registry');
		const menu = await eventually(() => window.tree('Models').contextMenu('model-0'), 60_000);
		await window.page.waitForTimeout(300);
		const from = Date.now();
		await menu.choose('Open Model Page');
		frame = await eventually(() => pageFrame(window, 'Model'), 60_000);
		await frame.locator('.grid-row').first().waitFor({ timeout: 60_000 });
		figures['opened, first rows'] = Date.now() - from;
		await eventually(async () => { assert.match(await frame.locator('#search-count').innerText(), /^[\d,]+ versions$/); }, 120_000);
		figures['opened, all rows'] = Date.now() - from;
	});
	after(async () => {
		console.log(Object.entries(figures).map(([what, took]) => `      ${what}: ${took.toFixed(0)} ms${what in names ? `\n      figure: board-${names[what]} ${took} ms` : ''}`).join('\n'));
		await window.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	});

	it('holds them all, and draws few of them', async () => {
		assert.equal(await frame.locator('#search-count').innerText(), `${versions.toLocaleString('en')} versions`);
		assert.ok(await frame.locator('.grid-row').count() < 80);
		await window.page.mouse.move(900, 3);
		await window.page.waitForTimeout(600);
		await window.screenshot('board-huge-dark');
	});

	it('sorts, by one column and by two', async () => {
		figures['sort by a metric'] = await frame.evaluate<number>(painted(`document.querySelector('[data-column="metrics.accuracy"] .grid-title-button').click()`));
		figures['and by a parameter'] = await frame.evaluate<number>(painted(`document.querySelector('[data-column="params.param_1"] .grid-title-button').dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))`));
		assert.equal(await frame.locator('.grid-nth').count(), 2);
	});

	it('scrolls', async () => {
		for (const by of [0, 100, 900]) {
		const frames = await frame.evaluate<number[]>(`new Promise(done => {
			const scroller = document.querySelector('.grid-scroll'), took = [];
			let last = performance.now(), left = 60;
			const step = () => { const now = performance.now(); took.push(now - last); last = now; scroller.scrollTop += ${by}; if (left-- > 0) { requestAnimationFrame(step); } else { done(took); } };
			requestAnimationFrame(step);
		})`);
		const sorted = [...frames].sort((a, b) => a - b);
		figures[`a frame of ${by} px, median`] = sorted[Math.floor(sorted.length / 2)] ?? NaN;
		figures[`a frame of ${by} px, slowest`] = sorted.at(-1) ?? NaN;
		}
		await frame.locator('.grid-row').first().focus();
		await window.page.keyboard.press('End');
		await eventually(async () => { assert.ok(await frame.locator(`.grid-row[aria-rowindex="${versions + 1}"]`).count() === 1); });
	});

	it('selects all, and searches', async () => {
		await window.page.keyboard.press('Home');
		figures['select all'] = await frame.evaluate<number>(painted(`document.querySelector('.grid-row[tabindex="0"]').dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true }))`));
		assert.match(await frame.locator('.footer').innerText(), /200 versions at most can be compared/);
		await window.page.keyboard.press('/');
		const from = Date.now();
		await window.page.keyboard.type('metrics.accuracy > 0.9');
		await eventually(async () => { assert.match(await frame.locator('#search-count').innerText(), / of /); }, 20_000);
		figures['search, typed to found'] = Date.now() - from;
	});

	it('logs no error', async () => { assert.deepEqual(await window.log(), []); });
});
