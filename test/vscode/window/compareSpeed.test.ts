import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { compareRows } from './compareRows';
import { cpuTime } from './cpuTime';

/** Versions with 450 parameters and 50 metrics each, of which a tenth differ, and a training curve for some. */
async function registerWide(folder: string, count: number): Promise<void> {
	const registry = openRegistry({ folder, git: false, author: { name: 'Rhea Kessler', email: 'rhea.kessler@example.com' } });
	await registry.init();
	await mkdir(path.join(folder, 'wide'));
	for (let i = 1; i <= count; i++) {
		const file = path.join(folder, `wide/model-${i}.bin`);
		await writeFile(file, `model ${i}`);
		await registry.register(file, {
			model: 'wide', metrics: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [at ? `accuracy_${at}` : 'auc', Number((0.5 + ((i * 31 + at * 17) % 97) / 250).toFixed(4))])),
			params: Object.fromEntries(Array.from({ length: 450 }, (_, at) => [`group${at % 9}.key_${at}`, at % 3 === 0 ? 0.001 * (1 + (i * at) % 7) : at % 10 ? `value ${at}` : i % 5])),
		});
	}
	await registry.close();
}

/** Milliseconds from asking to the picture on the screen, and to the answer. */
async function spent(frame: Frame): Promise<{ readonly painted: number; readonly answered: number }> {
	return eventually(async () => {
		const marks = await frame.evaluate<Readonly<Record<string, number>>>(`Object.fromEntries(['asked', 'compared', 'painted'].map(name => [name, performance.getEntriesByName(name).at(-1)?.startTime ?? 0]))`);
		const { asked = 0, compared = 0, painted = 0 } = marks;
		assert.ok(asked > 0 && compared > asked && painted > compared, JSON.stringify(marks));
		return { painted: painted - asked, answered: compared - asked };
	});
}

const middle = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;

describe('the speed of a comparison in the window', () => {
	let folder: string;
	let window: Window;
	before(async function () {
		this.timeout(180_000);
		folder = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-speed-')));
		await registerWide(folder, 100);
		window = await openWindow({ folder });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('of 100 versions with 500 keys, from asked to painted', async () => {
		const frame = await compareRows(window, folder, 'wide', 100);
		const first = await spent(frame);
		const again: { readonly painted: number; readonly answered: number }[] = [];
		const idleFrom = cpuTime();
		await window.page.waitForTimeout(1_500);
		const idle = (cpuTime() ?? NaN) - (idleFrom ?? NaN), costs: number[] = [];
		for (let i = 0; i < 7; i++) {
			const before = cpuTime() ?? NaN;
			await frame.locator('.head.other').first().focus();
			await window.page.keyboard.press('b');
			await window.page.waitForTimeout(1_500);
			costs.push((cpuTime() ?? NaN) - before - idle);
			again.push(await spent(frame));
		}
		const typed = await frame.evaluate<number>(`(async () => {
			const field = document.querySelector('#search'), begun = performance.now();
			for (const text of ['k', 'ke', 'key_1']) { field.value = text; field.dispatchEvent(new Event('input')); await new Promise(done => requestAnimationFrame(() => setTimeout(done))); }
			return (performance.now() - begun) / 3;
		})()`);
		const scrolled = await frame.evaluate<number>(`(async () => {
			const field = document.querySelector('#search'); field.value = ''; field.dispatchEvent(new Event('input'));
			const scroller = document.querySelector('.scroller'), frames = [];
			for (let i = 0; i < 40; i++) { const begun = performance.now(); scroller.scrollTop += 300; scroller.scrollLeft += 60; await new Promise(done => requestAnimationFrame(() => setTimeout(done))); frames.push(performance.now() - begun); }
			return frames.sort((a, b) => a - b)[20];
		})()`);
		const ms = (value: number) => `${Math.round(value)} ms`;
		console.log(`    compare 100 versions × 500 keys, asked to painted: ${ms(first.painted)} at first, ${ms(middle(again.map(one => one.painted)))} with another baseline (answered after ${ms(middle(again.map(one => one.answered)))}; ${ms(middle(costs))} of processor in all processes, with what git and the rest are asked afterwards); a key typed into the filter ${ms(typed)}, a step of scrolling ${ms(scrolled)}`);
		await window.screenshot('compare-100-dark');
	});
});
