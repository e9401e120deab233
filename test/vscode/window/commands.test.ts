import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Menu, Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';

describe('commands in the window, on a folder that has no registry yet', () => {
	let folder: string;
	let window: Window;
	const file = async (name: string, content: string) => {
		await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
		await writeFile(path.join(folder, name), content);
	};
	const rows = async () => (await window.tree('Models').rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description ? `   ${description}` : ''}`);
	const until = (wanted: RegExp) => eventually(async () => { const found = await rows(); assert.ok(found.some(row => wanted.test(row)), `${String(wanted)} is not among\n${found.join('\n')}`); });
	/** A menu takes no click in the moment in which it opens. */
	const choose = async (menu: Promise<Menu>, label: string) => {
		const opened = await menu;
		await window.page.waitForTimeout(300);
		await opened.choose(label);
	};
	/** Waits for the input with this title or message; answers it. */
	const answer = async (title: RegExp, text: string | undefined) => {
		const input = await eventually(async () => {
			const found = await window.quickInput();
			assert.match(`${found.title}\n${found.message}`, title);
			return found;
		});
		if (text !== undefined) { await input.type(text); }
		await window.page.waitForTimeout(150);
		await input.enter();
	};

	before(async () => {
		folder = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-commands-')));
		await file('models/churn/churn.pkl', 'churn');
		await file('models/churn/metrics.json', '{ "auc": 0.8731, "f1": 0.61 }');
		await file('models/fraud/fraud.pkl', 'fraud');
		await file('runs/checkpoint-4200/model.safetensors', 'not a real one');
		await file('README.md', '# Nothing to register');
		window = await openWindow({ folder });
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	});

	it('offer to register model files and folders, and nothing else, before the extension has started', async () => {
		const offered = async (name: string) => {
			const menu = await window.explorer.contextMenu(name);
			const labels = menu.entries.map(({ label }) => label);
			await menu.dismiss();
			return labels.includes('Register Model…');
		};
		assert.deepEqual([await offered('models/churn/churn.pkl'), await offered('runs/checkpoint-4200'), await offered('README.md'), await offered('models/churn/metrics.json'), await offered('runs')], [true, true, false, false, false]);
	});

	it('register several files at once, each as the model that fits, and make the registry with it', async () => {
		await window.explorer.reveal('models/fraud/fraud.pkl');
		await window.explorer.select('models/churn/churn.pkl');
		await window.explorer.select('models/fraud/fraud.pkl', ['Control']);
		await choose(window.explorer.contextMenu('models/fraud/fraud.pkl'), 'Register Model…');
		await eventually(async () => { assert.equal((await window.quickInput()).title, 'Register 2 Models'); });
		const list = await window.quickInput();
		assert.deepEqual(list.items.map(({ label, description }) => `${label}: ${description}`), ['churn.pkl: churn v1 · new model · 5 B', 'fraud.pkl: fraud v1 · new model · 5 B']);
		await window.screenshot('register-many-dark');
		await list.enter();
		await window.openView('Model Registry');
		await until(/^churn {3}auc 0\.8731 · v1 latest$/);
		await until(/^fraud {3}v1 latest$/);
		assert.match(await readFile(path.join(folder, '.model-registry/registry.json'), 'utf8'), /"schema": 1/);
	});

	it('rename a model by F2, and say when a name is taken', async () => {
		const tree = window.tree('Models');
		await tree.select('fraud');
		await window.page.keyboard.press('F2');
		const input = await eventually(async () => { const found = await window.quickInput(); assert.equal(found.title, 'Rename fraud'); return found; });
		await input.type('churn');
		await eventually(async () => { assert.match((await window.quickInput()).message, /^churn is the name of another model\./); });
		await input.type('fraud/cards');
		await eventually(async () => { assert.doesNotMatch((await window.quickInput()).message, /another model/); });
		await input.enter();
		await until(/^fraud\/cards {3}v1 latest$/);
		await (await window.notification('fraud is now called fraud/cards.')).choose('Undo');
		await until(/^fraud {3}v1 latest$/);
	});

	it('set tags and notes, which the filter then finds', async () => {
		const tree = window.tree('Models');
		await tree.expand('churn');
		await choose(tree.contextMenu(['churn', 'v1']), 'Edit Tags…');
		await answer(/^Tags of churn v1/, 'team = retention');
		await choose(tree.contextMenu(['churn', 'v1']), 'Add Note…');
		await answer(/^Add Note to churn v1/, 'Bins tenure by **contract**.');
		await window.page.waitForTimeout(1_000);
		await window.page.mouse.move(900, 500);
		assert.match(await tree.hover(['churn', 'v1']), /Bins tenure by \*\*contract\*\*\./);
		await window.page.mouse.move(900, 500);
		await window.command('Model Registry: Filter Models…');
		await answer(/^Filter Models/, 'retention');
		await until(/^churn .* 1 of 1 versions$/);
		await eventually(async () => { assert.ok(!(await rows()).some(row => row.startsWith('fraud'))); });
		await window.command('Model Registry: Clear Filter');
		await until(/^fraud/);
	});

	it('choose the metric beside the names for the whole team', async () => {
		const tree = window.tree('Models');
		await tree.expand(['churn', 'v1']);
		await tree.expand(['churn', 'v1', 'Metrics']);
		await tree.inlineAction(['churn', 'v1', 'Metrics', 'f1'], 'Show Beside Every Name');
		await until(/^churn {3}f1 0\.61 · v1 latest$/);
		await tree.collapse(['churn', 'v1']);
	});

	it('copy what scripts need', async () => {
		await window.tree('Models').contextMenu(['churn', 'v1']);
		await window.page.waitForTimeout(300);
		const entry = (label: string) => window.page.locator('.monaco-menu .action-menu-item').filter({ has: window.page.locator(`.action-label[aria-label="${label}"]`) }).last();
		await entry('Copy').hover();
		await entry('Copy Reference').waitFor();
		await window.page.waitForTimeout(300);
		await entry('Copy Reference').click();
		await eventually(async () => { assert.match(await window.page.locator('.part.statusbar').innerText(), /Copied churn@v1/); });
	});

	it('put files into a folder, and ask before they replace one that differs', async () => {
		await file('deploy/churn.pkl', 'something else');
		await choose(window.tree('Models').contextMenu(['churn', 'v1']), 'Put Files into Folder…');
		const dialog = await eventually(async () => { const found = await window.quickInput(); assert.match(found.value, /\//); return found; });
		await dialog.type(`${folder}/deploy/`);
		const modal = window.page.locator('.monaco-dialog-box');
		// The dialog ignores its button while it still looks into the folder that was typed.
		await eventually(async () => {
			const button = window.page.locator('.quick-input-widget .monaco-button').getByText('Put Files Here');
			if (await button.isVisible()) { await button.click({ timeout: 2_000 }); }
			await modal.waitFor({ timeout: 2_000 });
		});
		assert.match(await modal.innerText(), /deploy\/churn\.pkl is there already and differs\.[^]*cannot be undone/);
		await modal.getByText('Replace', { exact: true }).click();
		await window.notification('churn v1 is in deploy.');
		assert.equal(await readFile(path.join(folder, 'deploy/churn.pkl'), 'utf8'), 'churn');
	});

	it('purge only what is archived, after a question, and bring it back', async () => {
		const tree = window.tree('Models');
		const before = await tree.contextMenu(['churn', 'v1']);
		assert.ok(!before.entries.some(({ label }) => label === 'Purge Files…'));
		await before.dismiss();
		await choose(tree.contextMenu(['churn', 'v1']), 'Archive');
		await (await window.notification('churn v1 archived.')).dismiss();
		await until(/^ {2}Archived {3}1$/);
		await tree.expand(['churn', 'Archived']);
		await choose(tree.contextMenu(['churn', 'Archived', 'v1']), 'Purge Files…');
		const modal = window.page.locator('.monaco-dialog-box');
		await modal.waitFor();
		assert.match(await modal.innerText(), /Purge the files of churn v1\?[^]*brought back for 7 days/);
		await window.screenshot('purge-dark');
		await modal.getByText('Purge', { exact: true }).click();
		const message = await window.notification('Files of churn v1 purged, 5 B.');
		await until(/^ {4}v1 {3}files purged · 0\.61/);
		await message.choose('Undo');
		await eventually(async () => { assert.ok(!(await rows()).some(row => row.includes('files purged'))); });
	});

	it('logs no error', async () => {
		assert.deepEqual(await window.log(), []);
	});
});
