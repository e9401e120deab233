import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Window } from '../window.mjs';
import { openWindow } from '../window.mjs';

describe('a window on a folder without a registry', () => {
	let folder: string;
	let window: Window;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'model-registry-window-test-'));
		window = await openWindow({ folder });
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('says nothing of its own accord', async () => {
		await window.explorer.show();
		await delay(2_000); // whatever wants to speak at the start has spoken by then
		assert.deepEqual((await window.notifications()).map(({ message }) => message), []);
		assert.deepEqual(await window.editors(), []);
	});

	it('has Model Registry in the activity bar, with a sentence and something to do', async () => {
		const views = await window.openView('Model Registry');
		assert.ok(views.some((title) => title.includes('Models')), `views: ${views.join(', ')}`);
		const welcome = await window.tree('Models').welcome();
		assert.notEqual(welcome.text, '');
		assert.notEqual(welcome.buttons.length, 0);
		await window.screenshot('empty-dark');
	});

	it('logs no error', async () => {
		assert.deepEqual(await window.log(), []);
	});
});
