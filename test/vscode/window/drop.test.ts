import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';

describe('a file that is dropped on the Models view', () => {
	let folder: string;
	let window: Window;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'model-registry-window-test-'));
		for (const name of ['churn.pkl', 'next.pkl']) { await writeFile(path.join(folder, name), name); }
		const registry = openRegistry({ folder, git: false });
		await registry.init();
		await registry.register('churn.pkl', { model: 'churn' });
		await registry.close();
		window = await openWindow({ folder });
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('is offered as the next version of the model on which it falls', async () => {
		const { page } = window;
		await window.openView('Model Registry');
		await window.tree('Models').row('churn');
		const file = await window.explorer.reveal('next.pkl');
		await file.hover();
		await page.mouse.down();
		// The activity bar opens a view while something is held over its icon.
		const icon = page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Model Registry"]') });
		await icon.hover();
		await icon.hover();
		const row = page.locator('.monaco-list-row', { hasText: 'churn' }).filter({ hasText: 'v1' });
		await row.first().waitFor();
		await row.first().hover();
		await row.first().hover();
		await page.mouse.up();
		const input = await eventually(async () => {
			const found = await window.quickInput();
			assert.equal(found.title, 'Register Model');
			return found;
		});
		assert.equal(input.value, 'churn');
		await eventually(async () => { assert.match((await window.quickInput()).items[0]?.label ?? '', /^churn v2/); });
		await (await window.quickInput()).enter();
		await eventually(async () => { assert.ok((await window.tree('Models').rows()).some(one => one.label === 'v2')); });
	});

	it('logs no error', async () => { assert.deepEqual(await window.log(), []); });
});
