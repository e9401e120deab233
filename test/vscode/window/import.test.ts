import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { widenSideBar } from './sideBar';

describe('importing another registry in the window', () => {
	let parent: string;
	let folder: string;

	before(async () => {
		parent = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-import-')));
		folder = path.join(parent, 'churn');
		await mkdir(folder);
		execFileSync('tar', ['-xzf', path.resolve('test/fixtures/imports/mlflow/3.17.2.tar.gz'), '-C', folder]);
	});
	after(() => rm(parent, { recursive: true, force: true, maxRetries: 3 }));

	const command = 'Model Registry: Import Models from Another Registry…';
	const first = async (window: Window) => (await window.quickInput()).items[0];

	it('shows what would be done, does it, and has nothing to do the second time', async () => {
		const window = await openWindow({ folder });
		try {
			await window.openView('Model Registry');
			await widenSideBar(window, 360);
			await window.command(command);
			await eventually(async () => { assert.match((await first(window))?.description ?? '', /^\d+ versions of \d+ models$/); }, 20_000);
			await window.page.waitForTimeout(300);
			await window.screenshot('import-sources-dark');
			await (await window.quickInput()).pick('MLflow');
			await eventually(async () => { assert.match((await first(window))?.label ?? '', /^Import \d+ versions of \d+ models$/); });
			const { items, title } = await window.quickInput();
			assert.equal(title, 'Import from MLflow');
			assert.ok(items.some(item => item.separator === 'new') && items.some(item => item.label === 'churn 1'), items.map(item => item.label).join('\n'));
			await window.page.waitForTimeout(300);
			await window.screenshot('import-preview-dark');
			await (await window.quickInput()).enter();
			await window.notification(/^Imported \d+ versions of \d+ models from MLflow\./);
			await eventually(async () => { assert.ok((await window.tree('Models').rows()).some(row => row.label === 'churn')); });
			await window.page.waitForTimeout(800);
			await window.screenshot('import-done-dark');
			await window.command(command);
			await eventually(async () => { assert.equal((await first(window))?.description, 'nothing new'); }, 20_000);
			await (await window.quickInput()).pick('MLflow');
			await eventually(async () => { assert.equal((await first(window))?.label, 'Nothing is new'); });
			await (await window.quickInput()).escape();
			assert.deepEqual(await window.log(), []);
		} finally {
			await window.close();
		}
	});
});
