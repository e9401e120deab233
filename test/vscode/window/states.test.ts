import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateRegistry } from '../../bench/generate';
import type { Window, WindowOptions } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { sampleFolder } from './sampleFolder';
import { widenSideBar } from './sideBar';

/** A window for one test, on the Models view. */
async function withWindow(options: WindowOptions, test: (window: Window) => Promise<void>): Promise<void> {
	const window = await openWindow(options);
	try {
		await window.openView('Model Registry');
		await test(window);
		assert.deepEqual(await window.log(), []);
	} finally {
		await window.close();
	}
}

const shown = async (window: Window) => (await window.tree('Models').rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description ? `   ${description}` : ''}`);
const until = (window: Window, wanted: RegExp | string) => eventually(async () => {
	const rows = await shown(window);
	assert.ok(rows.some(row => (typeof wanted === 'string' ? row === wanted : wanted.test(row))), `${String(wanted)} is not among\n${rows.join('\n')}`);
}, 20_000);

describe('the Models view in the window', () => {
	let parent: string;

	before(async () => { parent = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-states-'))); });
	after(() => rm(parent, { recursive: true, force: true, maxRetries: 3 }));

	it('shows the sample project', async () => {
		const { folder, remove } = await sampleFolder();
		const all = ['dark', 'light', 'hc', 'hcLight'] as const;
		await withWindow({ folder }, async window => {
			const tree = window.tree('Models');
			await tree.select('sentiment');
			await window.page.keyboard.press('ArrowRight');
			await tree.expand('defects');
			await tree.expand('churn');
			await tree.select(['churn', 'v5']);
			await tree.expand(['churn', 'v5']);
			await tree.expand(['churn', 'v5', 'Metrics']);
			await until(window, '  production is in conflict   v3 or v4');
			await window.page.waitForTimeout(800);
			await widenSideBar(window, 300);
			await window.screenshots('sidebar-300px', all);
			await widenSideBar(window, 420);
			await window.screenshots('sidebar', all);
			const said = await tree.hover(['churn', 'v5']);
			assert.match(said, /churn v5[^]*Metrics against production \(v4\)[^]*▲ \+0\.0052[^]*Show History/);
			await window.page.waitForTimeout(300);
			await window.screenshots('tooltip', all, () => tree.hover(['churn', 'v5']));
		});
		await remove();
	});

	it('says what a registry is where there is none, and makes one at a press', async () => {
		const folder = path.join(parent, 'bare');
		await mkdir(folder);
		await writeFile(path.join(folder, 'churn.pkl'), 'not yet registered');
		await withWindow({ folder }, async window => {
			const welcome = await window.tree('Models').welcome();
			assert.match(welcome.text, /^This folder has no model registry yet\. One is a folder of small text files in your repository: no server, no account\./);
			assert.deepEqual(welcome.buttons, ['Initialize Model Registry']);
			await window.screenshot('no-registry-dark');
			await welcome.press('Initialize Model Registry');
			await eventually(async () => { assert.deepEqual((await window.tree('Models').welcome()).buttons, ['Register Model…']); });
			assert.match((await window.tree('Models').welcome()).text, /^No model is registered yet\./);
			await window.screenshot('empty-registry-dark');
			await (await window.tree('Models').welcome()).press('Register Model…');
			const pick = await window.quickInput();
			await pick.pick('churn.pkl');
			await eventually(async () => { assert.equal((await window.quickInput()).items[0]?.label, 'churn v1'); });
			await (await window.quickInput()).enter();
			await until(window, /^ {2}v1 {3}now$/);
		});
	});

	it('says where an empty window gets one', async () => {
		await withWindow({}, async window => {
			assert.deepEqual((await window.tree('Models').welcome()).buttons, ['Open Folder']);
		});
	});

	it('browses in Restricted Mode, and writes nothing', async () => {
		const { folder, remove } = await sampleFolder();
		await withWindow({ folder, restricted: true }, async window => {
			await until(window, 'churn   auc 0.8497 · v4 production');
			const tree = window.tree('Models');
			await tree.expand('churn');
			const menu = await tree.contextMenu(['churn', 'v5']);
			const state = Object.fromEntries(menu.entries.map(({ label, enabled }) => [label, enabled]));
			assert.deepEqual([state['Set Alias…'], state['Archive'], state['Verify Files'], state['Show History']], [false, false, true, true]);
			await window.page.waitForTimeout(300);
			await window.screenshot('restricted-dark');
			await menu.dismiss();
		});
		await remove();
	});

	it('says in Restricted Mode what it would need', async () => {
		const folder = path.join(parent, 'untrusted');
		await mkdir(folder);
		await withWindow({ folder, restricted: true }, async window => {
			const welcome = await window.tree('Models').welcome();
			assert.deepEqual(welcome.buttons, ['Manage Workspace Trust']);
			await window.screenshot('restricted-no-registry-dark');
		});
	});

	it('has a row for each folder where there are several', async () => {
		const { folder, remove } = await sampleFolder();
		const other = path.join(parent, 'second');
		const bare = path.join(parent, 'notebooks');
		await cp(folder, other, { recursive: true, preserveTimestamps: true });
		await mkdir(bare);
		const workspaceFile = path.join(parent, 'all.code-workspace');
		await writeFile(workspaceFile, JSON.stringify({ folders: [folder, other, bare].map(one => ({ path: one })) }));
		await withWindow({ workspaceFile }, async window => {
			await until(window, 'support-ml   3 models');
			await until(window, 'second   3 models');
			await until(window, 'notebooks   no registry');
			await until(window, '  churn   auc 0.8497 · v4 production');
			await widenSideBar(window, 380);
			await window.screenshot('multi-root-dark');
		});
		await remove();
	});

	it('shows why a registry can\'t be read, in its place', async () => {
		const folder = path.join(parent, 'damaged');
		await mkdir(folder);
		await writeFile(path.join(folder, '.model-registry'), 'a file');
		await withWindow({ folder }, async window => {
			await until(window, /is a file, and the registry needs a folder of that name/);
			await window.screenshot('registry-is-a-file-dark');
		});
	});

	it('lists what was set aside, and finds what holds a text', async () => {
		const { folder, remove } = await sampleFolder();
		await mkdir(path.join(folder, '.model-registry/records/2026-11'), { recursive: true });
		await writeFile(path.join(folder, '.model-registry/records/2026-11/nonsense.json'), '{}');
		await withWindow({ folder }, async window => {
			await until(window, '1 record was set aside   Show Problems');
			await window.tree('Models').select('1 record was set aside');
			await eventually(async () => { assert.match((await window.quickInput()).items[0]?.label ?? '', /nonsense\.json/); });
			await window.screenshot('problems-dark');
			await (await window.quickInput()).escape();
			await window.command('Model Registry: Filter Models…');
			const box = await window.quickInput();
			await box.type('staging');
			await box.enter();
			await until(window, /^churn .* 1 of 5 versions$/);
			await eventually(async () => { assert.equal(await window.tree('Models').message(), 'Showing what holds "staging"'); });
			await window.tree('Models').expand('churn');
			await window.screenshot('filtered-dark');
			await window.tree('Models').viewAction('Clear Filter');
			await until(window, 'defects   mAP50 0.481 · in conflict');
			await window.command('Model Registry: Show History');
			await eventually(async () => { assert.ok((await window.quickInput()).items.length > 5); });
			await window.screenshot('history-dark');
			await (await window.quickInput()).escape();
		});
		await remove();
	});

	it('pages thousands of versions', async function () {
		this.timeout(240_000);
		const folder = path.join(parent, 'huge');
		await mkdir(folder);
		generateRegistry(folder, 10_000);
		// Tall enough for a page of rows: what is out of sight isn't drawn.
		await withWindow({ folder, size: { width: 1440, height: 1500 } }, async window => {
			const tree = window.tree('Models');
			await until(window, /^model-0 /);
			await tree.expand('model-0');
			await until(window, /^ {2}Load 25 more {3}[\d,]+ not shown$/);
			await window.page.waitForTimeout(1_000);
			await widenSideBar(window, 420);
			await window.screenshot('huge-dark');
			const before = (await shown(window)).length;
			await tree.select(['model-0', 'Load 25 more']);
			await eventually(async () => { await tree.row(['model-0', 'Load 25 more']); assert.ok((await shown(window)).length >= before - 5); });
		});
	});
});
