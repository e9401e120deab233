import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { openRegistry, type Registry } from '../../../src/core/registry';
import type { Menu, Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { pageFrame } from './pageFrame';
import { widenSideBar } from './sideBar';

const training = 'mkdir -p models\nprintf "weights %s" "$(cat seed.txt)" > models/churn.pkl\nprintf \'{ "auc": 0.87 }\' > models/metrics.json\necho trained\n';

/** A clone whose upstream has a version that isn't here, and that has one of its own; churn v2 took production from v1. */
async function teamFolder(): Promise<{ readonly folder: string; readonly git: (...args: string[]) => string; readonly withRegistry: <T>(work: (registry: Registry) => Promise<T>) => Promise<T>; remove(): Promise<void> }> {
	const parent = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-time-')));
	const folder = path.join(parent, 'churn-project');
	await mkdir(folder);
	const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Rosa Klein', '-c', 'user.email=rosa@example.com', ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	const write = async (name: string, content: string) => { await mkdir(path.dirname(path.join(folder, name)), { recursive: true }); await writeFile(path.join(folder, name), content); };
	const withRegistry = async <T>(work: (registry: Registry) => Promise<T>, now?: string): Promise<T> => {
		const registry = openRegistry({ folder, author: { name: 'Rosa Klein', email: 'rosa@example.com' }, ...(now === undefined ? {} : { now: () => new Date(now) }) });
		try { return await work(registry); } finally { await registry.close(); }
	};
	const train = async (seed: string) => { await write('seed.txt', seed); execFileSync('sh', ['train.sh'], { cwd: folder }); };
	const commit = (message: string) => { git('add', '-A'); git('commit', '-qm', message); };
	git('init', '-q', '-b', 'main');
	git('init', '-q', '--bare', '-b', 'main', path.join(parent, 'hub.git'));
	git('remote', 'add', 'origin', path.join(parent, 'hub.git'));
	await write('train.sh', training);
	await write('.gitignore', 'models/\n');
	await train('7');
	commit('Train');
	await withRegistry(async registry => {
		await registry.init();
		await registry.register('models/churn.pkl', { model: 'churn' });
		await registry.setAlias('churn@v1', 'production', 'the first that passed review');
	}, '2026-05-01T09:14:00Z');
	await train('8');
	await withRegistry(async registry => {
		await registry.register('models/churn.pkl', { model: 'churn' });
		await registry.setAlias('churn@v2', 'production', 'beats v1 on the holdout');
	}, '2026-05-20T10:00:00Z');
	commit('Two versions');
	git('push', '-qu', 'origin', 'main');
	git('switch', '-qc', 'theirs');
	await train('9');
	await withRegistry(async registry => {
		await registry.register('models/churn.pkl', { model: 'churn' });
		await registry.setAlias('churn@v3', 'staging', 'bins tenure by contract');
	});
	commit('Third');
	git('push', '-q', 'origin', 'theirs:main');
	git('switch', '-q', 'main');
	await write('models/fraud.pkl', 'fraud');
	await withRegistry(async registry => {
		await registry.register('models/fraud.pkl', { model: 'fraud', metrics: { auc: 0.91 } });
		await registry.setAlias('churn@v1', 'fallback');
	});
	await train('8');
	return { folder, git, withRegistry, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 3 }) };
}

describe('the registry in time, in the window', function () {
	this.timeout(240_000);
	const rows = async (window: Window, view: string) => (await window.tree(view).rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description ? `   ${description}` : ''}`);
	const until = (window: Window, view: string, wanted: RegExp) => eventually(async () => { const found = await rows(window, view); assert.ok(found.some(row => wanted.test(row)), `${String(wanted)} is not among\n${found.join('\n')}`); }, 30_000);
	const choose = async (window: Window, menu: Promise<Menu>, label: string) => {
		const opened = await menu;
		await window.page.waitForTimeout(300);
		await opened.choose(label);
	};
	const input = (title: RegExp) => async (window: Window) => eventually(async () => { const found = await window.quickInput(); assert.match(found.title, title); return found; }, 20_000);
	let team: Awaited<ReturnType<typeof teamFolder>>;
	let window: Window;
	before(async () => {
		team = await teamFolder();
		window = await openWindow({ folder: team.folder });
	});
	after(async () => {
		await window.close();
		await team.remove();
	});
	afterEach(async () => { assert.deepEqual(await window.log(), []); });
	const showModels = async () => {
		await window.openView('Model Registry');
		await until(window, 'Models', /^churn/);
	};
	const isAsOf = async (frame: Frame) => {
		await eventually(async () => { assert.match(await frame.locator('.bar').innerText(), /Registry as of 3 May 2026, 23:59, read-only\./); });
		assert.doesNotMatch(await frame.locator('#page').innerText(), /\bv2\b/);
	};
	const changesHead = () => window.page.locator('.part.sidebar .pane-header').filter({ hasText: 'Incoming and Outgoing' });

	it('shows what comes in and goes out, and the registry as it was', async () => {
		await showModels();
		if (await changesHead().getAttribute('aria-expanded') !== 'true') { await changesHead().click(); }
		await until(window, 'Incoming and Outgoing', /^Outgoing/);
		await widenSideBar(window, 420);
		await until(window, 'Incoming and Outgoing', /^Outgoing {3}adds 1 version, moves fallback · to origin\/main$/);
		await until(window, 'Incoming and Outgoing', /^Incoming {3}adds 1 version, moves staging · from origin\/main$/);
		await until(window, 'Incoming and Outgoing', /^ {2}churn {3}adds v3, puts staging on v3$/);
		await window.page.waitForTimeout(500);
		await window.screenshots('changes-view');
		await window.tree('Incoming and Outgoing').inlineAction('Incoming', 'View Registry at This Branch');
		await eventually(async () => { assert.match(await window.tree('Models').message(), /^Registry as of origin\/main \([0-9a-f]{7}\), read-only\.$/); }, 20_000);
		await window.tree('Models').select('churn');
		await window.page.keyboard.press('ArrowRight');
		await until(window, 'Models', /^ {2}v3 .*staging/);
		assert.ok(!(await rows(window, 'Models')).some(row => row.startsWith('fraud')), 'what is only here is not there');
		const menu = await window.tree('Models').contextMenu(['churn', 'v3']);
		await window.page.waitForTimeout(300);
		const labels = menu.entries.map(({ label }) => label);
		assert.ok(labels.includes('Open Parameters as Text') && !labels.includes('Set Alias…') && !labels.includes('Archive') && !labels.includes('Add Note…'), labels.join(', '));
		await window.screenshots('as-of');
		await menu.dismiss();
		await window.page.locator('.part.statusbar').getByText('Registry as of origin/main').click();
		await until(window, 'Models', /^fraud/);
		await eventually(async () => { assert.equal(await window.tree('Models').message(), ''); });
		// Room for the rows of the models: what is out of sight isn't drawn.
		await changesHead().click();
	});

	it('tells who did what, why, and which commit brought it in', async () => {
		await showModels();
		await window.command('Model Registry: Show History');
		const first = team.git('rev-parse', '--short=7', 'HEAD').trim();
		const list = await eventually(async () => {
			const found = await window.quickInput();
			assert.equal(found.title, 'History of All Models');
			assert.ok(found.items.some(({ description }) => description.endsWith(`in ${first}`)), found.items.map(({ label, description }) => `${label} ${description}`).join('\n'));
			return found;
		}, 20_000);
		const shown = list.items.map(({ label, description, detail }) => `${label} | ${description.replace(/^\d+ \w+ [\d:]+/, 'then')} | ${detail}`);
		assert.ok(shown.includes('churn v1: moved fallback here | then · Rosa Klein · not committed | '), shown.join('\n'));
		assert.ok(shown.includes(`churn: moved production v1 → v2 | then · Rosa Klein · in ${first} | beats v1 on the holdout`), shown.join('\n'));
		await window.page.waitForTimeout(300);
		await window.screenshots('history');
		await list.press('Filter by Kind…');
		const kinds = await eventually(async () => { const found = await window.quickInput(); assert.ok(found.items.some(({ label }) => label === 'Aliases')); return found; });
		await window.screenshots('history-kinds');
		await kinds.pick('Aliases');
		await (await window.quickInput()).enter();
		const aliases = await eventually(async () => { const found = await window.quickInput(); assert.ok(found.items.length === 3 && found.items.every(({ label }) => label.includes('moved')), found.items.map(({ label }) => label).join('\n')); return found; }, 20_000);
		await aliases.press('Export as CSV or Markdown…');
		await eventually(async () => { assert.deepEqual((await window.quickInput()).items.map(({ label }) => label), ['Save as CSV…', 'Save as Markdown…', 'Copy as Markdown']); });
		await (await window.quickInput()).escape();
	});

	it('answers what was in production on a day, and shows the whole registry as of then', async () => {
		await showModels();
		await window.command('Model Registry: What Was in Production On…');
		const asked = await input(/^What Was in Production On$/)(window);
		await asked.type('2026-05-03');
		await eventually(async () => { assert.deepEqual((await window.quickInput()).items.map(({ label }) => label), ['churn v1', 'View Registry as Of 3 May 2026, 23:59']); });
		const [first] = (await window.quickInput()).items;
		assert.match(`${first?.description ?? ''} ${first?.detail ?? ''}`, /^since 1 May 2026, \d\d:14 · Rosa Klein the first that passed review$/);
		await window.screenshot('what-was-dark');
		await (await window.quickInput()).pick('View Registry as Of 3 May 2026, 23:59');
		await eventually(async () => { assert.equal(await window.tree('Models').message(), 'Registry as of 3 May 2026, 23:59, read-only.'); });
		await until(window, 'Models', /^churn .*v1 production/);
		// The pages say it on top, too, and lead back.
		await choose(window, window.tree('Models').contextMenu('churn'), 'Open Model Page');
		await isAsOf(await pageFrame(window, 'Model'));
		await window.screenshots('as-of-model');
		await window.command('Model Registry: Open Lineage Page');
		const lineage = await pageFrame(window, 'Lineage');
		await isAsOf(lineage);
		await window.screenshots('as-of-lineage');
		await lineage.locator('.bar').getByRole('button', { name: 'Back to Now' }).click();
		await eventually(async () => { assert.equal(await lineage.locator('.bar').count(), 0); assert.match(await lineage.locator('#page').innerText(), /churn v2/); });
		await window.command('View: Close All Editors');
		await until(window, 'Models', /^churn .*v2 production/);
		await window.command('Model Registry: View Registry as Of…');
		await (await input(/^View Registry as Of$/)(window)).type('2026-04-01');
		await eventually(async () => { assert.match((await window.quickInput()).items[0]?.label ?? '', /1 Apr 2026, 23:59/); });
		await window.screenshot('view-as-of-dark');
		await (await window.quickInput()).enter();
		await eventually(async () => { assert.match(await window.tree('Models').message(), /1 Apr 2026/); });
		assert.deepEqual((await rows(window, 'Models')), []);
		await window.screenshot('as-of-empty-dark');
		await window.tree('Models').viewAction('Back to Now');
		await until(window, 'Models', /^churn/);
	});

	it('rolls an alias back by one record, and opens and removes the code of a version', async () => {
		await window.openView('Model Registry');
		const models = window.tree('Models');
		await models.expand('churn');
		const records = await team.withRegistry(async registry => (await registry.history()).length);
		await choose(window, models.contextMenu(['churn', 'v2']), 'Roll Back Alias…');
		const why = await eventually(async () => { const found = await window.quickInput(); assert.match(found.message, /^Why does production go back to v1\?/); return found; });
		await window.screenshot('roll-back-dark');
		await why.type('errors in the logs');
		await window.page.waitForTimeout(200);
		await (await window.quickInput()).enter();
		await until(window, 'Models', /^ {2}v1 .*production/);
		const [newest] = await team.withRegistry(async registry => registry.history({ limit: 1 }));
		assert.deepEqual([newest?.kind, newest?.version, newest?.reason], ['alias.set', 'v1', 'errors in the logs']);
		assert.equal(await team.withRegistry(async registry => (await registry.history()).length), records + 1);

		const opened = window.page.context().waitForEvent('page', { timeout: 60_000 });
		await choose(window, models.contextMenu(['churn', 'v2']), 'Open the Code of This Version');
		const place = await eventually(() => { const found = /^worktree (.*churn-v2-.*)$/m.exec(team.git('worktree', 'list', '--porcelain'))?.[1]; assert.ok(found !== undefined && existsSync(path.join(found, 'models/churn.pkl'))); return found; }, 30_000);
		assert.equal(await readFile(path.join(place, 'models/churn.pkl'), 'utf8'), 'weights 8');
		const other = await opened;
		assert.ok(decodeURIComponent(other.url()).includes(path.basename(place)), other.url());
		await other.close();
		await window.command('Model Registry: Remove Opened Code…');
		const list = await input(/^Remove Opened Code$/)(window);
		assert.deepEqual(list.items.map(({ label, detail }) => [label, detail]), [['churn v2', place]]);
		await window.screenshot('remove-code-dark');
		await window.page.locator('.quick-input-widget .quick-input-list-checkbox, .quick-input-widget .quick-input-list .monaco-checkbox').first().click();
		await (await window.quickInput()).enter();
		await eventually(() => { assert.equal(existsSync(place), false); }, 20_000);
		assert.equal(team.git('worktree', 'list').trim().split('\n').length, 1);
		await window.command('Model Registry: Push the Code of Versions…');
		await window.notification(/^Pushed the code of \d+ versions to origin\.$/);
	});

	it('checks what is pinned, and makes a version again', async () => {
		await window.openView('Model Registry');
		const models = window.tree('Models');
		await models.expand('churn');
		await choose(window, models.contextMenu(['churn', 'v2']), 'Check Reproducibility');
		const list = await input(/^Reproducibility of churn v2: \d of 8 pinned$/)(window);
		assert.deepEqual(list.items.map(({ label }) => label), ['Code', 'Data', 'Environment', 'Parameters', 'Seed', 'Command', 'Hardware', 'Bytes', 'Reproduce This Version…']);
		await window.screenshots('reproducibility');
		await list.pick('Command');
		const command = await input(/^Command of churn v2$/)(window);
		await command.type('sh train.sh');
		await window.page.waitForTimeout(200);
		await (await window.quickInput()).enter();
		const again = await eventually(async () => { const found = await window.quickInput(); assert.equal(found.items.find(({ label }) => label === 'Command')?.description, 'sh train.sh'); return found; });
		await again.pick('Reproduce This Version…');
		await (await input(/^Reproduce churn v2$/)(window)).pick('sh train.sh');
		const modal = window.page.locator('.monaco-dialog-box');
		await modal.waitFor();
		assert.match(await modal.innerText(), /Run this command in the code of churn v2\?[^]*sh train\.sh/);
		await window.screenshots('reproduce-confirm');
		await modal.getByText('Run Command', { exact: true }).click();
		const said = await eventually(() => window.notification(/Reproduction of churn v2: Byte for byte the same\./), 90_000);
		await window.screenshots('reproduced');
		await said.choose('Record');
		await eventually(async () => { assert.deepEqual((await team.withRegistry(async registry => registry.reproductions('churn@v2'))).map(({ verdict }) => verdict), ['identical']); }, 20_000);
		assert.equal(team.git('status', '--porcelain', '--', 'train.sh', 'seed.txt'), '');
	});
});
