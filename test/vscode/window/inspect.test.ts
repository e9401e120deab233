import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { experts, writeSafetensors } from './modelFiles';
import { pageFrame } from './pageFrame';

/** Each kind of file that the editor shows differently, and what its page has to say. */
const files: Readonly<Record<string, RegExp>> = {
	'typical.safetensors': /tensors/,
	'huge.safetensors': /100,000/,
	'dangerous.pkl': /system/,
	'model.gguf': /gguf/,
	'signature.onnx': /onnx/i,
	'pointer.safetensors': /LFS/,
	'damaged.safetensors': /damaged|ends/,
};
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What axe-core finds against WCAG 2.1 A and AA, a line a fault. */
async function faults(frame: Frame): Promise<readonly string[]> {
	await frame.evaluate(axe);
	return frame.evaluate<string[]>(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) =>
		violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => id + ': ' + node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? ''))))`);
}

/** Milliseconds from doing something in the page to the frame in which it is drawn. */
const painted = (deed: string) => `new Promise(done => { const from = performance.now(); ${deed}; requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => done(performance.now() - from)))); })`;
/** Read by the bench. */
const figure = (name: string, took: number) => { console.log(`      figure: inspect ${name}: ${took.toFixed(1)} ms`); };

describe('Inspect Model in the window', () => {
	let folder: string;
	let window: Window;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'model-registry-window-test-'));
		const fixture = (from: string, to: string) => cp(path.join('test/fixtures/formats', from), path.join(folder, to));
		await fixture('safetensors/kohya.safetensors', 'typical.safetensors');
		await fixture('pickle/malicious/system.p4.pkl', 'dangerous.pkl');
		await fixture('gguf/model.gguf', 'model.gguf');
		await fixture('onnx/torch.onnx', 'signature.onnx');
		await fixture('lfs/pointer.safetensors', 'pointer.safetensors');
		await writeSafetensors(path.join(folder, 'huge.safetensors'), experts(100_000));
		await writeSafetensors(path.join(folder, 'damaged.safetensors'), experts(20), { bytes: 20_000 });
		window = await openWindow({ folder, settings: { 'workbench.editorAssociations': { '*.pkl': 'modelRegistry.inspectToo', '*.onnx': 'modelRegistry.inspectToo' } } });
		await window.explorer.show();
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true });
	});

	async function open(file: string, says: RegExp): Promise<Frame> {
		await window.command('View: Close All Editors');
		await (await window.explorer.reveal(file)).dblclick();
		const frame = await eventually(() => pageFrame(window, file), 30_000);
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), says); }, 20_000);
		await window.page.mouse.move(900, 3);
		return frame;
	}

	for (const [file, says] of Object.entries(files)) {
		it(`shows ${file}, and axe-core finds no fault`, async () => {
			const frame = await open(file, says);
			await window.screenshot(`inspect-${file.split('.')[0] ?? ''}-dark`);
			assert.deepEqual(await faults(frame), []);
		});
	}

	it('opens, scrolls, sorts and searches 100,000 tensors, drawing few of them', async () => {
		// What every first file waits for is no matter of this one.
		await open('typical.safetensors', /tensors/);
		await window.command('View: Close All Editors');
		const file = await window.explorer.reveal('huge.safetensors');
		const from = Date.now();
		await file.dblclick();
		const frame = await eventually(() => pageFrame(window, 'huge.safetensors'), 30_000);
		await frame.locator('.grid-row').first().waitFor({ timeout: 30_000 });
		figure('opened', Date.now() - from);
		figure('page begun until rows', await frame.evaluate<number>('performance.now()'));
		await frame.locator('vscode-checkbox').click();
		await eventually(async () => { assert.equal(await frame.locator('data-grid [aria-rowcount]').first().getAttribute('aria-rowcount'), '100001'); });
		for (const [name, by] of [['still', 0], ['scroll', 120], ['fling', 40_000]] as const) {
			const frames = await frame.evaluate<number[]>(`new Promise(done => {
				const scroller = document.querySelector('.grid-scroll'), took = [];
				let last = performance.now(), left = 60;
				const step = () => { const now = performance.now(); took.push(now - last); last = now; scroller.scrollTop += ${by}; if (left-- > 0) { requestAnimationFrame(step); } else { done(took.sort((a, b) => a - b)); } };
				requestAnimationFrame(step);
			})`);
			figure(`frame ${name}`, frames[Math.floor(frames.length / 2)] ?? NaN);
			figure(`slowest ${name}`, frames.at(-1) ?? NaN);
		}
		assert.ok(await frame.locator('.grid-row').count() < 100);
		figure('sort by name', await frame.evaluate<number>(painted(`document.querySelector('[data-column="name"] .grid-title-button').click()`)));
		figure('sort by parameters', await frame.evaluate<number>(painted(`document.querySelector('[data-column="numbers"] .grid-title-button').click()`)));
		figure('search', await frame.evaluate<number>(`new Promise(done => {
			const field = document.querySelector('#search'), from = performance.now();
			field.value = '777';
			field.dispatchEvent(new Event('input', { bubbles: true }));
			const look = () => { if (/ of /.test(document.querySelector('.count').textContent)) { done(performance.now() - from); } else { requestAnimationFrame(look); } };
			look();
		})`));
		await frame.locator('vscode-checkbox').click();
	});

	it('fits a narrow pane', async () => {
		await window.command('View: Close Primary Side Bar').catch(() => window.command('View: Toggle Primary Side Bar Visibility'));
		await window.page.setViewportSize({ width: 448, height: 900 });
		for (const file of Object.keys(files).filter(one => !one.startsWith('huge'))) {
			await window.page.setViewportSize({ width: 1440, height: 900 });
			const frame = await open(file, files[file] ?? /./);
			await window.command('View: Close Primary Side Bar').catch(() => undefined);
			await window.page.setViewportSize({ width: 448, height: 900 });
			await window.page.waitForTimeout(600);
			assert.ok(await frame.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), `${file} is wider than its pane`);
			if (file === 'typical.safetensors') { assert.ok(await frame.evaluate<boolean>('document.querySelector(".details").getBoundingClientRect().top < innerHeight - 100'), 'what was found stands below an empty table'); }
			await window.screenshot(`inspect-${file.split('.')[0] ?? ''}-400`);
		}
		await window.page.setViewportSize({ width: 1440, height: 900 });
	});

	for (const name of ['light', 'hc', 'hcLight'] as const) {
		it(`is readable in ${name}`, async () => {
			await window.theme(name);
			for (const file of name === 'hcLight' ? ['typical.safetensors', 'dangerous.pkl'] : ['typical.safetensors', 'dangerous.pkl', 'damaged.safetensors']) {
				const frame = await open(file, files[file] ?? /./);
				await window.screenshot(`inspect-${file.split('.')[0] ?? ''}-${name}`);
				// A page takes a new theme's colours a moment after it is drawn.
				await eventually(async () => { assert.deepEqual(await faults(frame), [], file); });
			}
		});
	}

	it('logs no error', async () => {
		// axe-core measures with styles of its own, which the page's policy rightly refuses.
		assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: Applying inline style violates')), []);
	});
});
