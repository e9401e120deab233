import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Menu, Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { sampleFolder } from './sampleFolder';
import { widenSideBar } from './sideBar';

const checkpoint = 'runs/roberta-lr2e4/checkpoint-4200/model.safetensors';

describe('registering in the window', () => {
	let folder: string;
	let remove: () => Promise<void>;
	let window: Window;
	const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
	/** A menu takes no click in the moment in which it opens. */
	const choose = async (menu: Promise<Menu>, label: string) => {
		const opened = await menu;
		await window.page.waitForTimeout(300);
		await opened.choose(label);
	};
	const rows = async () => (await window.tree('Models').rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}   ${description}`);

	before(async () => {
		({ folder, remove } = await sampleFolder());
		window = await openWindow({ folder });
	});
	after(async () => {
		await window.close();
		await remove();
	});

	it('is offered by a right-click on a checkpoint, and fills in everything', async () => {
		const menu = await window.explorer.contextMenu(checkpoint);
		assert.ok(menu.entries.some(({ label, enabled }) => label === 'Register Model…' && enabled));
		await window.page.waitForTimeout(300);
		await window.screenshot('explorer-menu-dark');
		await menu.choose('Register Model…');
		await eventually(async () => { assert.ok((await window.quickInput()).items.some(({ label }) => label.startsWith('Code: main at'))); });
		const input = await window.quickInput();
		assert.equal(input.title, 'Register Model');
		assert.equal(input.value, 'roberta-lr2e4');
		const [first] = input.items;
		assert.deepEqual([first?.label, first?.description, first?.focused], ['roberta-lr2e4 v1', 'new model, named after the folder', true]);
		assert.ok(input.items.some(({ separator }) => separator === 'found, nothing was executed'));
		assert.ok(input.items.some(({ description, buttons }) => description === 'params.yaml' && buttons.includes('Open params.yaml')));
		await window.screenshot('register-input-dark');
	});

	it('says while typing what a name would mean, and leaves no trace on Escape', async () => {
		const before = git('status', '--porcelain');
		const input = await window.quickInput();
		await input.type('Sentiment');
		await eventually(async () => { assert.equal((await window.quickInput()).items[0]?.label, 'Sentiment differs from sentiment only in case'); });
		await input.type('a@b');
		await eventually(async () => { assert.equal((await window.quickInput()).items[0]?.label, 'a@b can\'t be a model\'s name'); });
		await input.enter();
		await window.screenshot('register-input-name-dark');
		await input.escape();
		assert.equal(git('status', '--porcelain'), before);
	});

	it('takes Enter, and shows the new version, selected, without a message', async () => {
		await choose(window.explorer.contextMenu(checkpoint), 'Register Model…');
		const input = await window.quickInput();
		await eventually(async () => { assert.equal((await window.quickInput()).items[0]?.label, 'roberta-lr2e4 v1'); });
		await input.type('sentiment');
		await eventually(async () => { assert.match((await window.quickInput()).items[0]?.detail ?? '', /^f1_macro 0\.9525 ▲ \+0\.\d+ against production \(v1\)$/); });
		await window.screenshot('register-input-next-dark');
		await input.enter();
		await eventually(async () => {
			const selected = (await window.tree('Models').rows()).find(row => row.selected);
			assert.match(`${selected?.label} ${selected?.description}`, /^v4 0\.9525 ▲ \+0\.\d+ · now$/);
		});
		assert.deepEqual(await window.notifications(), []);
		await window.screenshot('registered-dark');
	});

	it('leaves text in git that a person can read', async () => {
		const [file] = git('status', '--porcelain', '--untracked-files=all', '.model-registry').split('\n').filter(line => line.includes('records/')).map(line => line.slice(3));
		const record = JSON.parse(await readFile(path.join(folder, file ?? ''), 'utf8')) as { kind: string; model: string; number: number; metrics: Record<string, number>; git: { snapshot: string; branch: string } };
		assert.deepEqual([record.kind, record.model, record.number, record.metrics.f1_macro, record.git.branch], ['version.registered', 'sentiment', 4, 0.9525, 'main']);
		assert.match(git('show', '--stat', '--format=%H', record.git.snapshot), new RegExp(record.git.snapshot));
	});

	it('marks the file in the Explorer, and then leads to the version', async () => {
		await eventually(async () => { assert.equal((await window.explorer.decoration(checkpoint)).badge, 'R'); });
		const menu = await window.explorer.contextMenu(checkpoint);
		assert.ok(!menu.entries.some(({ label }) => label === 'Register Model…'));
		await window.page.waitForTimeout(300);
		await window.screenshot('explorer-registered-dark');
		await menu.choose('Show in Model Registry');
		await eventually(async () => { assert.equal((await window.tree('Models').rows()).find(row => row.selected)?.label, 'v4'); });
	});

	it('says when the very same bytes are a version already, and shows it', async () => {
		await mkdir(path.join(folder, 'incoming'), { recursive: true });
		await writeFile(path.join(folder, 'incoming/churn.txt.lgbm'), await readFile(path.join(folder, 'models/churn/churn.txt')));
		await choose(window.explorer.contextMenu('incoming/churn.txt.lgbm'), 'Register Model…');
		await eventually(async () => { assert.equal((await window.quickInput()).items[0]?.label, 'Show churn v5, the same bytes'); });
		await window.screenshot('register-same-dark');
		await (await window.quickInput()).enter();
		await eventually(async () => { assert.equal((await window.tree('Models').rows()).find(row => row.selected)?.label, 'v5'); });
	});

	it('promotes by the button of the row, with a reason, and takes it back', async () => {
		const tree = window.tree('Models');
		await tree.inlineAction(['churn', 'v5'], 'Set Alias…');
		const pick = await window.quickInput();
		assert.deepEqual(pick.items.map(({ label, description }) => `${label}: ${description}`), ['production: moves from v4']);
		await window.screenshot('promote-pick-dark');
		await pick.pick('production');
		const reason = await eventually(async () => {
			const input = await window.quickInput();
			assert.match(input.message, /^Why does production move to v5\?/);
			return input;
		});
		await reason.type('ranks better on holdout');
		await reason.enter();
		const message = await window.notification('churn: production moved from v4 to v5.');
		await eventually(async () => { assert.ok((await rows()).some(row => /^ {2}v5 {3}0\.8549 · production · staging · \d+ [hd]$/.test(row))); });
		assert.ok((await rows()).some(row => row === 'churn   auc 0.8549 · v5 production'));
		await window.screenshot('promoted-dark');
		await message.choose('Undo');
		await eventually(async () => { assert.ok((await rows()).some(row => row === 'churn   auc 0.8497 · v4 production')); });
		await window.tree('Models').inlineAction(['churn', 'v5'], 'Set Alias…');
		await (await window.quickInput()).pick('production');
		await eventually(async () => { assert.match((await window.quickInput()).message, /^Why/); });
		await (await window.quickInput()).enter();
		await (await window.notification('moved from v4 to v5')).dismiss();
	});

	it('verifies the bytes, and finds those that are not as they were', async () => {
		const tree = window.tree('Models');
		await choose(tree.contextMenu(['churn', 'v4']), 'Verify Files');
		await eventually(async () => { assert.match(await window.page.locator('.part.statusbar').innerText(), /1 file is as it was registered/); });
		const store = path.join(folder, '.model-registry/artifacts');
		const record = await recordOf(folder, 'churn', 3);
		const stored = (await readdir(store, { recursive: true })).find(file => file.endsWith(record.artifact.digest.slice(2)));
		assert.ok(stored);
		await appendFile(path.join(store, stored), 'one byte too many');
		await choose(tree.contextMenu(['churn', 'v3']), 'Verify Files');
		const message = await window.notification('The bytes of churn@v3 were modified');
		await eventually(async () => { assert.ok((await rows()).some(row => row.startsWith('  v3   file modified · 0.8162'))); });
		await widenSideBar(window, 460);
		await window.screenshot('verified-dark');
		await message.dismiss();
	});

	it('decides a conflict with one record', async () => {
		const tree = window.tree('Models');
		await tree.expand('defects');
		await tree.inlineAction(['defects', 'production is in conflict'], 'Decide Conflict…');
		const pick = await window.quickInput();
		assert.deepEqual(pick.items.map(({ label }) => label), ['v3 for production', 'v4 for production', 'Compare v2, v3, v4']);
		assert.match(pick.placeholder, /^Before, it was v2\./);
		await window.screenshot('decide-conflict-dark');
		await pick.pick('v4 for production');
		await eventually(async () => { assert.match((await window.quickInput()).message, /^Why v4\?/); });
		await (await window.quickInput()).enter();
		await eventually(async () => { assert.ok((await rows()).includes('defects   mAP50 0.557 · v4 production')); });
		assert.ok(!(await rows()).some(row => row.includes('in conflict')));
	});

	it('archives by Delete, and takes it back', async () => {
		const tree = window.tree('Models');
		await tree.select(['churn', 'v1']);
		await window.page.keyboard.press('Delete');
		const message = await window.notification('churn v1 archived.');
		await eventually(async () => { assert.ok((await rows()).some(row => row === '  Archived   1')); });
		await message.choose('Undo');
		await eventually(async () => { assert.ok((await rows()).some(row => row.startsWith('  v1   0.8158'))); });
	});

	it('says how far a large file is, and stops on Cancel without a trace', async () => {
		const large = path.join(folder, 'incoming/large.safetensors');
		await writeFile(large, '');
		await truncate(large, 6e9);
		const before = git('status', '--porcelain', '--untracked-files=all', '.model-registry');
		await choose(window.explorer.contextMenu('incoming/large.safetensors'), 'Register Model…');
		await eventually(async () => { assert.equal((await window.quickInput()).items[0]?.label, 'large v1'); });
		await (await window.quickInput()).enter();
		await window.notification(/Registering large v1: .* of 6\.0 GB, .*\/s/);
		await window.screenshot('registering-dark');
		// Not through the message that was found: it says something new several times a second.
		await window.page.locator('.notification-list-item', { hasText: 'Registering large v1' }).getByText('Cancel', { exact: true }).first().click();
		await eventually(async () => { assert.deepEqual((await window.notifications()).map(one => one.message), []); });
		assert.equal(git('status', '--porcelain', '--untracked-files=all', '.model-registry'), before);
		assert.deepEqual((await readdir(path.join(folder, '.model-registry'), { recursive: true })).filter(name => name.includes('.tmp')), []);
		await rm(large);
	});

	it('logs no error', async () => {
		assert.deepEqual(await window.log(), []);
	});
});

async function recordOf(folder: string, model: string, number: number): Promise<{ artifact: { digest: string } }> {
	const records = path.join(folder, '.model-registry/records');
	for (const file of (await readdir(records, { recursive: true })).filter(name => name.endsWith('.json'))) {
		const record = JSON.parse(await readFile(path.join(records, file), 'utf8')) as { kind: string; model: string; number: number; artifact: { digest: string } };
		if (record.kind === 'version.registered' && record.model === model && record.number === number) { return record; }
	}
	throw new Error(`No record of ${model} v${number}`);
}
