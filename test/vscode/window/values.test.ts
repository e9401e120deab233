import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { pageFrame } from './pageFrame';

/** A small model with an encoder of ones and a head of one value (safetensors README, 'Format'). */
function model(head: number): Buffer {
	const names = ['encoder.0.weight', 'encoder.1.weight', 'head.weight'];
	const header = Buffer.from(JSON.stringify(Object.fromEntries(names.map((name, at) => [name, { dtype: 'F32', shape: [2], data_offsets: [at * 8, at * 8 + 8] }]))));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	return Buffer.concat([length, header, Buffer.from(Float32Array.of(1, 1, 1, 1, head, head).buffer)]);
}

describe('the values of tensors, and a training run, on the compare page in the window', () => {
	let folder: string;
	let window: Window;

	before(async () => {
		folder = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-values-')));
		const registry = openRegistry({ folder, git: false, author: { name: 'Ada', email: 'ada@example.com' } });
		await registry.init();
		for (const head of [1, 2]) {
			await writeFile(path.join(folder, 'bert.safetensors'), model(head));
			await registry.register('bert.safetensors', { model: 'bert', metrics: { accuracy: 0.5 + head / 10 } });
		}
		await registry.close();
		const logs = path.join(folder, 'runs/lightning_logs/version_0');
		await mkdir(logs, { recursive: true });
		await writeFile(path.join(logs, 'hparams.yaml'), 'lr: 0.2\n');
		await writeFile(path.join(logs, 'metrics.csv'), 'epoch,step,accuracy\n0,1,0.8\n');
		window = await openWindow({ folder });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	});

	it('says which layers were frozen when it is asked', async () => {
		const menu = await window.tree('Models').contextMenu('bert');
		await window.page.waitForTimeout(300);
		await menu.choose('Open Model Page');
		const page = await pageFrame(window, 'Model');
		await page.locator('.grid-row').nth(0).click();
		await page.locator('.grid-row').nth(1).click({ modifiers: ['Control'] });
		await page.locator('.footer').getByText('Compare').click();
		const frame = await pageFrame(window, 'Compare');
		await frame.getByRole('button', { name: 'Compare the Values…' }).click();
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /Weights: encoder unchanged \(2 tensors\), head retrained \(1 tensor, by 100 %\)/); });
		await window.page.mouse.move(900, 3);
		await window.screenshot('compare-values-dark');
	});

	it('compares a run from Runs Found with a version', async () => {
		const menu = await window.tree('Runs Found').contextMenu('lightning_logs/version_0');
		await window.page.waitForTimeout(300);
		await menu.choose('Compare with…');
		const input = await window.quickInput();
		await input.pick('bert v2');
		await eventually(async () => { assert.equal((await window.editors())[0], 'bert: v2, lightning_logs/version_0'); });
		await window.page.waitForTimeout(1500);
		await window.screenshot('compare-run-dark');
	});

	it('logs no error', async () => { assert.deepEqual(await window.log(), []); });
});
