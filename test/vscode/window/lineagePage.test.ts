import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { openRegistry, type Registry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { faults } from './axe';
import { lineageFolder, writeLineage } from './lineageFolder';
import { pageFrame } from './pageFrame';

/** What a screen reader says of the rows that are in the document, from the top. */
const spoken = (frame: Frame) => frame.locator('.row').evaluateAll(rows => [...rows as unknown as readonly { ariaPosInSet: string; firstElementChild: { textContent: string } }[]]
	.sort((a, b) => Number(a.ariaPosInSet) - Number(b.ariaPosInSet)).map(row => row.firstElementChild.textContent));
const selected = (frame: Frame) => frame.locator('.row.selected .title').innerText();
const row = (frame: Frame, title: string) => frame.locator('.row', { has: frame.locator(`.title[title="${title}"]`) });
/** Scrolls from the top until the row is in the document: only what is in sight is. */
async function scrollTo(frame: Frame, title: string): Promise<void> {
	await frame.locator('.scroller').evaluate(scroller => { (scroller as unknown as { scrollTop: number }).scrollTop = 0; });
	await eventually(async () => {
		if (await row(frame, title).count()) { return; }
		await frame.locator('.scroller').evaluate(scroller => { (scroller as unknown as { scrollTop: number }).scrollTop += 300; });
		throw new Error(`No row is called ${title}`);
	}, 15_000);
}
const count = (frame: Frame) => frame.locator('.footer .count').innerText();

async function openPage(window: Window): Promise<Frame> {
	await window.openView('Model Registry');
	await window.command('Model Registry: Open Lineage Page');
	const frame = await pageFrame(window, 'Lineage');
	await frame.locator('.row').first().waitFor();
	await window.page.mouse.move(900, 3);
	return frame;
}

async function withRegistry(folder: string, work: (registry: Registry) => Promise<unknown>): Promise<void> {
	const registry = openRegistry({ folder, git: false, author: { name: 'Rosa Kim', email: 'rosa@example.com' } });
	try { await work(registry); } finally { await registry.close(); }
}

/** What the bench reads. */
const figure = (name: string, ms: number) => { console.log(`      figure: ${name} ${ms.toFixed(1)} ms`); };
const painted = async (frame: Frame, name: string) => {
	const [asked, took] = await eventually(() => frame.evaluate<[number, number]>(`(({ startTime, duration }) => [startTime, duration])(performance.getEntriesByName('asked to painted')[0])`));
	figure(name, took);
	figure(`${name}-document`, asked + took);
};

/** Scrolls, pans and zooms by one step in each of so many frames: the times between them, sorted. At 60 frames a second they are 16.7 ms. */
async function frames(frame: Frame, step: 'scroll' | 'pan' | 'zoom', count = 90): Promise<readonly number[]> {
	const deeds = {
		scroll: `document.querySelector('.scroller').scrollTop += 61`,
		pan: `wheel({ deltaX: n < ${count / 2} ? 9 : -9 })`, zoom: `wheel({ deltaY: n < ${count / 2} ? -40 : 40, ctrlKey: true })`,
	};
	return frame.evaluate<readonly number[]>(`new Promise(done => {
		const list = document.querySelector('lineage-list'), box = list.getBoundingClientRect(), times = [];
		const wheel = more => list.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: box.left + 30, clientY: box.top + 200, ...more }));
		let n = 0, last;
		const next = now => {
			if (last !== undefined) { times.push(now - last); }
			last = now;
			if (n++ >= ${count}) { done(times.sort((a, b) => a - b)); return; }
			${deeds[step]};
			requestAnimationFrame(next);
		};
		requestAnimationFrame(next);
	})`);
}

/** axe-core measures with styles of its own, which the page's policy rightly refuses; a reload interrupts what the window itself was at. */
const logged = async (window: Window) => (await window.log()).filter(line => !/^page: (Applying inline style violates|\[lifecycle\])/.test(line));

describe('the page of lineage in the window', function () {
	this.timeout(240_000);
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
		await models.expand('churn');
		const menu = await models.contextMenu(['churn', 'v4']);
		await window.page.waitForTimeout(300);
		await menu.choose('Open Lineage Page');
		frame = await pageFrame(window, 'Lineage');
		await window.page.mouse.move(900, 3);
		await eventually(async () => { assert.match(await frame.locator('.panel').innerText(), /churn v4[\s\S]*Registered[\s\S]*Impact/); });
		await eventually(async () => { assert.match(await count(frame), /^\d+ nodes, \d+ lit$/); });
		assert.equal(await selected(frame), 'churn v4');
		await window.page.waitForTimeout(500);
		await window.screenshot('lineage-50-dark');
		assert.deepEqual(await faults(frame), []);
	});

	it('says in words what it draws', async () => {
		const rows = await spoken(frame);
		assert.ok(rows.some(one => /^churn v4, version, production, (bookmark)?.*f1_macro 0\.\d+, commit [0-9a-f]{7}, made from \d+, led to \d+, lit, \d+ \w+$|^churn v4, version, .*f1_macro 0\.\d+ (better|worse), [+−]0\.\d+, commit [0-9a-f]{7}, made from \d+, led to \d+, lit, \d+ \w+$/.test(one)), rows.join('\n'));
		assert.ok(rows.some(one => /^churn_2026q\d\.parquet, dataset, data\/churn_2026q\d\.parquet, led to \d+, /.test(one)), rows.join('\n'));
	});

	it('by mouse: selects, compares lineages, unfolds what a search finds, and opens the real thing', async () => {
		await scrollTo(frame, 'sentiment v3');
		await row(frame, 'sentiment v3').click();
		await eventually(async () => { assert.match(await frame.locator('.panel').innerText(), /sentiment v3[\s\S]*things depend on it/); });
		await scrollTo(frame, 'churn v4');
		await row(frame, 'churn v4').click({ modifiers: ['Control'] });
		await frame.getByRole('button', { name: 'Lineage Difference' }).click();
		await eventually(async () => { assert.match(await frame.locator('.difference').innerText(), /only in [\s\S]*only in /); });
		assert.ok(await frame.locator('.badge').count() > 0);
		await window.screenshot('lineage-difference-dark');
		await frame.getByRole('button', { name: 'Clear', exact: true }).click();
		await frame.locator('.panel').getByRole('button', { name: 'Show as List' }).click();
		await eventually(async () => { assert.ok(await frame.locator('.impact-list li').count() > 2); });
		await frame.locator('.panel').getByRole('button', { name: 'Fold sentiment' }).click();
		await eventually(async () => { assert.ok((await spoken(frame)).some(one => /^sentiment, \d+ versions, folded/.test(one))); });
		await window.screenshot('lineage-folded-dark');
		await frame.locator('#search').click();
		await window.page.keyboard.type('sentiment v5');
		await window.page.keyboard.press('Enter');
		await eventually(async () => { assert.equal(await selected(frame), 'sentiment v5'); });
		await window.screenshot('lineage-search-dark');
		await row(frame, 'sentiment v5').dblclick();
		await eventually(async () => { assert.ok((await window.tree('Models').rows()).some(one => one.label === 'v5' && one.selected)); });
		await frame.locator('.find').getByRole('button', { name: 'Clear the search' }).click();
	});

	it('by keyboard alone: walks along edges, lights, ends it, folds, marks and compares', async () => {
		const { keyboard } = window.page;
		await frame.locator('.row.selected').focus();
		await keyboard.press('Home');
		const top = await selected(frame);
		await keyboard.press('ArrowDown');
		await eventually(async () => { assert.notEqual(await selected(frame), top); });
		await keyboard.press('Home');
		await keyboard.press('ArrowLeft');
		await frame.locator('.point-menu [role=menuitem]').first().waitFor();
		const first = await frame.locator('.point-menu [role=menuitem]').first().innerText();
		await window.screenshot('lineage-along-dark');
		await keyboard.press('Enter');
		await eventually(async () => { assert.equal(await selected(frame), first); });
		await keyboard.press('ArrowRight');
		await window.page.waitForTimeout(200);
		await keyboard.press('Escape');
		await keyboard.press('Home');
		await keyboard.press('f');
		await eventually(async () => { assert.match(await count(frame), /\d+ lit/); });
		await keyboard.press('Escape');
		await eventually(async () => { assert.doesNotMatch(await count(frame), /lit/); });
		await keyboard.press('Control+Space');
		await keyboard.press('ArrowDown');
		await keyboard.press('Control+Space');
		await eventually(async () => { assert.match(await frame.locator('.pair').innerText(), /^2 chosen/); });
		await keyboard.press('Escape');
		await eventually(async () => { assert.equal(await frame.locator('.pair').count(), 0); });
		await keyboard.press('/');
		await keyboard.type('distilroberta');
		await keyboard.press('Enter');
		await eventually(async () => { assert.equal(await selected(frame), 'distilbert/distilroberta-base'); });
		await keyboard.press('Escape');
		await keyboard.press('Escape');
		await eventually(async () => { assert.ok(await frame.evaluate<boolean>(`document.activeElement.classList.contains('row')`)); });
		await keyboard.press('i');
		await eventually(async () => { assert.ok(await frame.evaluate<boolean>(`document.activeElement.classList.contains('panel')`)); });
	});

	it('saves what is drawn as SVG and as PNG', async () => {
		for (const form of ['SVG', 'PNG']) {
			await frame.locator('menu-button', { hasText: 'Export' }).locator('vscode-button').click();
			await frame.getByRole('menuitem', { name: `Save as ${form}…` }).click();
			const input = await window.quickInput();
			const file = path.join(sample.folder, `picture.${form.toLowerCase()}`);
			await input.type(file);
			// The dialog looks at the disk while one types, and takes no Enter until it has.
			for (let tries = 0; tries < 10 && !existsSync(file); tries++) {
				await window.page.waitForTimeout(1_000);
				if (await window.page.locator('.quick-input-widget:visible').count()) { await window.page.keyboard.press('Enter'); }
			}
			await eventually(() => { assert.ok(existsSync(file) && readFileSync(file).length > 2_000); });
			const bytes = readFileSync(file);
			if (form === 'PNG') { assert.equal(bytes.subarray(1, 4).toString(), 'PNG'); await mkdir('out/screenshots', { recursive: true }); await writeFile('out/screenshots/lineage-export.png', bytes); } else { assert.match(bytes.toString(), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*churn v4[\s\S]*<\/svg>\n$/); }
		}
	});

	it('follows what changes, and comes back after a reload as it was', async () => {
		await scrollTo(frame, 'churn v4');
		await row(frame, 'churn v4').click();
		const before = await frame.locator('.row').count();
		await withRegistry(sample.folder, registry => registry.link('churn@v4', { from: 'hf:datasets/acme/events@fb53ab8802853c8e', relation: 'evaluated-on' }));
		await eventually(async () => { assert.ok((await spoken(frame)).some(one => one.startsWith('acme/events, dataset'))); }, 20_000);
		assert.ok(await frame.locator('.row').count() >= before);
		assert.equal(await selected(frame), 'churn v4');
		await frame.locator('.row.selected').focus();
		await window.page.keyboard.press('f');
		await eventually(async () => { assert.match(await count(frame), /lit/); });
		await window.page.waitForTimeout(500);
		// As a person reloads: the window saves what its pages keep.
		await window.command('Developer: Reload Window');
		await window.page.waitForTimeout(3_000);
		frame = await eventually(() => pageFrame(window, 'Lineage'), 40_000);
		await frame.locator('.row.selected').waitFor();
		assert.equal(await selected(frame), 'churn v4');
		await eventually(async () => { assert.match(await count(frame), /lit/); });
		assert.deepEqual(await logged(window), []);
	});

	for (const name of ['light', 'hc'] as const) {
		it(`is readable in ${name}`, async () => {
			await window.theme(name);
			await window.screenshot(`lineage-50-${name}`);
			await eventually(async () => { assert.deepEqual(await faults(frame), []); });
		});
	}

	it('is readable at 400 px', async () => {
		for (const name of ['hc', 'light', 'dark'] as const) {
			await window.theme(name);
			await window.page.setViewportSize({ width: 748, height: 900 });
			await window.page.waitForTimeout(900);
			const [scroll, client] = await frame.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
			assert.ok(scroll <= client, `the page is ${scroll} wide in ${client}`);
			await window.screenshot(`lineage-50-400-${name}`);
			await window.page.setViewportSize({ width: 1440, height: 900 });
		}
		await eventually(async () => { assert.deepEqual(await faults(frame), []); });
	});
});

describe('the page of lineage of other sizes', function () {
	this.timeout(240_000);
	let now: { readonly folder: string; remove(): Promise<void> } | undefined;
	let window: Window | undefined;
	after(async () => {
		await window?.close();
		await now?.remove();
	});
	/** A window on a registry with so many nodes: the same window with other records, as they are after another branch was checked out. */
	const withNodes = async (nodes: number): Promise<Window> => {
		if (window && now) {
			await window.command('View: Close All Editors');
			await rm(path.join(now.folder, '.model-registry/records'), { recursive: true });
			writeLineage(now.folder, nodes);
			return window;
		}
		now = await lineageFolder(nodes);
		window = await openWindow({ folder: now.folder });
		return window;
	};

	const large = Number(process.env['MODEL_REGISTRY_LINEAGE_NODES'] ?? 5_000);
	for (const [nodes, name] of [[5, '5'], [large, 'many']] as const) {
		it(`shows ${name === 'many' ? 'very many' : name} nodes`, async () => {
			const window = await withNodes(nodes);
			const frame = await openPage(window);
			await eventually(async () => { assert.match(await count(frame), nodes > 1_000 ? /^\d+,\d+ nodes/ : /^\d nodes$/); }, 60_000);
			await window.page.waitForTimeout(500);
			await window.screenshot(`lineage-${name === 'many' ? large : name}-dark`);
			await painted(frame, `lineage-first-${name}`);
			assert.deepEqual(await faults(frame), []);
			if (nodes > 1_000) {
				await frame.locator('menu-button', { hasText: 'folded' }).locator('vscode-button').click();
				await frame.getByRole('menuitem', { name: 'Open All Models' }).click();
				await eventually(async () => { assert.match(await count(frame), /^\d+,\d+ nodes$/); });
				await row(frame, 'model-0 v454').or(frame.locator('.row').nth(3)).first().click();
				await window.page.keyboard.press('f');
				await window.page.waitForTimeout(400);
				await window.screenshot(`lineage-${large}-open-dark`);
				await frame.locator('menu-button', { hasText: 'Export' }).locator('vscode-button').click();
				await frame.getByRole('menuitem', { name: 'Save as PNG…' }).click();
				await eventually(async () => { assert.match(await frame.locator('.bar').innerText(), /A PNG holds the newest 1,300 rows: [\d,]+ more are left out\./); await (await window.quickInput()).escape(); }, 20_000);
				await frame.locator('.bar').getByRole('button', { name: 'Dismiss' }).click();
				for (const step of ['scroll', 'pan', 'zoom'] as const) {
					const times = await frames(frame, step);
					figure(`lineage-${step}-middle`, times[times.length >> 1] ?? NaN);
					figure(`lineage-${step}-slow`, times[Math.floor(times.length * 0.95)] ?? NaN);
				}
				await window.command('View: Close Editor');
				await painted(await openPage(window), 'lineage-again');
				// As most people open it: something has changed since, and the graph is made anew.
				await window.command('View: Close Editor');
				await withRegistry(now?.folder ?? '', registry => registry.link('model-0@v1', { from: 'hf:datasets/acme/events@fb53ab8802853c8e', relation: 'evaluated-on' }));
				await window.page.waitForTimeout(2_000);
				await painted(await openPage(window), 'lineage-changed');
			}
			assert.deepEqual(await logged(window), []);
		});
	}
});
