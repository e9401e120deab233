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

/** CURVES asks for as many, of 10,000 points. */
const asked = process.env['CURVES'], courses = Number(asked ?? 12), points = asked === undefined ? 4_000 : 10_000;

async function registerCourses(folder: string): Promise<void> {
	const registry = openRegistry({ folder, git: false, author: { name: 'Rhea Kessler', email: 'rhea.kessler@example.com' } });
	for (let i = 1; i <= courses; i++) {
		const file = path.join(folder, `wide/course-${i}.bin`);
		await writeFile(file, `course ${i}`);
		const { facts } = await registry.inspect(file, { digest: false });
		const steps = Array.from({ length: points }, (_, at) => at);
		await registry.register(file, { model: 'courses', facts: { ...facts, histories: { loss: { steps, values: steps.map(at => Number((Math.exp(-at * (1 + i / courses) / points) + Math.sin(at * (i + 1)) / 50).toFixed(5))) } } } });
	}
	await registry.close();
}

/** Milliseconds between frames while `deed` is done before each, in a page: the middle and the slowest twentieth. */
async function framesOf(frame: Frame, deed: string): Promise<{ readonly middle: number; readonly slow: number }> {
	const took = await frame.evaluate<number[]>(`(async () => {
		const frames = [];
		for (let i = 0; i < 40; i++) { const begun = performance.now(); ${deed}; await new Promise(done => requestAnimationFrame(() => setTimeout(done))); frames.push(performance.now() - begun); }
		return frames.sort((a, b) => a - b);
	})()`);
	return { middle: took[20] ?? NaN, slow: took[38] ?? NaN };
}

/** Milliseconds from asking to the picture on the screen, and to the answer. */
async function spent(frame: Frame): Promise<{ readonly painted: number; readonly answered: number; readonly taken: number }> {
	return eventually(async () => {
		const marks = await frame.evaluate<Readonly<Record<string, number>>>(`Object.fromEntries(['asked', 'answered', 'compared', 'painted'].map(name => [name, performance.getEntriesByName(name).at(-1)?.startTime ?? 0]))`);
		const { asked = 0, answered = 0, compared = 0, painted = 0 } = marks;
		assert.ok(asked > 0 && compared > asked && painted > compared, JSON.stringify(marks));
		return { painted: painted - asked, answered: answered - asked, taken: compared - asked };
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
		await registerCourses(folder);
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
		const again: { readonly painted: number; readonly answered: number; readonly taken: number }[] = [];
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
		console.log(`    compare 100 versions × 500 keys, asked to painted: ${ms(first.painted)} at first (answered after ${ms(first.answered)}, taken in after ${ms(first.taken)}), ${ms(middle(again.map(one => one.painted)))} with another baseline (answered after ${ms(middle(again.map(one => one.answered)))}, taken in after ${ms(middle(again.map(one => one.taken)))}; ${ms(middle(costs))} of processor in all processes, with what git and the rest are asked afterwards); a key typed into the filter ${ms(typed)}, a step of scrolling ${ms(scrolled)}`);
		console.log(`    figure: compare-first ${first.painted} ms\n    figure: compare-again ${middle(again.map(one => one.painted))} ms\n    figure: compare-typed ${typed} ms\n    figure: compare-scrolled ${scrolled} ms`);
		await window.screenshot('compare-100-dark');
	});

	it('of many metric curves, with all points of a part that is looked at closely', async () => {
		const frame = await compareRows(window, folder, 'courses', courses);
		await frame.locator('.jump', { hasText: 'Charts' }).click();
		await frame.locator('svg.curves path').first().waitFor({ timeout: 60_000 });
		const pointed = await framesOf(frame, `const pane = document.querySelector('.chart-pane'), box = pane.getBoundingClientRect(); pane.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + 80 + i * 10, clientY: box.top + 90, bubbles: true }))`);
		const smoothed = await framesOf(frame, `const field = document.querySelector('.smoothing input'); field.value = String(0.5 + i / 100); field.dispatchEvent(new Event('input'))`);
		await frame.evaluate(`(() => { const field = document.querySelector('.smoothing input'); field.value = '0'; field.dispatchEvent(new Event('input')); })()`);
		await frame.locator('svg.curves').focus();
		for (let i = 0; i < 6; i++) { await window.page.keyboard.press('+'); }
		// A sixty-fourth of the steps is in sight: each of them is drawn, though all curves together have no room for all.
		const drawn = () => frame.evaluate<number>(`Math.max(...[...document.querySelectorAll('svg.curves path')].map(path => (path.getAttribute('d') ?? '').split(/[ML]/).length - 1))`);
		await eventually(async () => { const most = await drawn(); assert.ok(most >= points / 64 - 2 && most <= points / 64 + 4, `${most} points are drawn`); }, 15_000);
		console.log(`    ${courses} curves × ${points} points, a frame: pointed at ${Math.round(pointed.middle)} ms (slowest twentieth ${Math.round(pointed.slow)}), smoothed anew ${Math.round(smoothed.middle)} ms (${Math.round(smoothed.slow)})\n    figure: curves-pointed ${pointed.middle} ms\n    figure: curves-smoothed ${smoothed.middle} ms`);
		await window.screenshot('curves-close-dark');
		assert.deepEqual(await window.log(), []);
	});
});
