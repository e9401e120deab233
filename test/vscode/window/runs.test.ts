import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Window, WindowOptions } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { sampleFolder } from './sampleFolder';
import { widenSideBar } from './sideBar';
import { leaveTrainings } from './trainings';

/** A window for one test, on the views of the registry. */
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

const shown = async (window: Window) => (await window.tree('Runs Found').rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description ? `   ${description}` : ''}`);
const until = (window: Window, wanted: RegExp | string) => eventually(async () => {
	const rows = await shown(window);
	assert.ok(rows.some(row => (typeof wanted === 'string' ? row === wanted : wanted.test(row))), `${String(wanted)} is not among\n${rows.join('\n')}`);
}, 20_000);

/** The trainings have the side bar for themselves, as far as they need it. */
async function room(window: Window): Promise<void> {
	const header = window.page.locator('.pane-header[aria-label="Models Section"]');
	if (await header.getAttribute('aria-expanded') === 'true') { await header.click(); }
}

describe('the Runs Found view in the window', () => {
	let folder: string;
	let remove: () => Promise<void>;
	let trainings: ReturnType<typeof leaveTrainings>;
	let window: Window;

	before(async () => {
		({ folder, remove } = await sampleFolder());
		trainings = leaveTrainings(folder);
		window = await openWindow({ folder });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await remove();
	});

	it('lists the trainings that aren\'t registered, and reads each row as a sentence', async () => {
		const all = ['dark', 'light', 'hc', 'hcLight'] as const;
		await until(window, /^lora-r32 {3}eval_f1_macro 0\.931 · training, 62 % · now · HF Trainer$/);
		const rows = await window.tree('Runs Found').rows();
		const read = (label: string) => rows.find(row => row.label === label)?.ariaLabel ?? '';
		assert.match(read('lora-r32'), /^Training run lora-r32, eval f1 macro 0\.931, training, 62 %, Hugging Face Trainer, written just now/);
		assert.match(read('lgbm-sweep'), /^Experiment lgbm-sweep, 5 runs, best auc 0\.8779, MLflow/);
		await widenSideBar(window, 300);
		await window.page.waitForTimeout(600);
		await window.screenshots('runs-300px', all);
		await widenSideBar(window, 420);
		await room(window);
		const tree = window.tree('Runs Found');
		assert.deepEqual((await shown(window)).map(row => row.replace(/ · \d+ (?:min|h|d|mo)\b/, '')), [
			'lora-r32   eval_f1_macro 0.931 · training, 62 % · now · HF Trainer', 'without-tenure   no metrics · failed · MLflow · no model file',
			'lgbm-sweep   5 runs · best auc 0.8779 · MLflow', 'line-3   mAP50-95(B) 0.44 · Ultralytics',
			'roberta-lr2e4   eval_f1_macro 0.9525 · HF Trainer', 'resnet18-e40   mAP50 0.514 · params file',
		]);
		assert.match((await tree.rows()).find(row => row.label === 'line-3')?.ariaLabel ?? '', /^Training run line-3, metrics mAP50-95\(B\) 0\.44, Ultralytics, 2 model files, written 1 day ago/);
		await tree.expand('lgbm-sweep');
		await tree.select(['lgbm-sweep', 'calm-owl-3']);
		await window.page.waitForTimeout(400);
		await window.screenshots('runs', all);
		const said = await tree.hover('line-3');
		assert.match(said, /line-3\s+Ultralytics[^]*metrics\/mAP50-95\(B\)[^]*runs\/detect\/line-3\/weights\/best\.pt[^]*best, says Ultralytics/);
		await window.page.waitForTimeout(300);
		await window.screenshots('runs-tooltip', all, () => tree.hover('line-3'));
	});

	it('has a menu for one run: its models, its place, its id, and out of sight', async () => {
		await until(window, /^line-3/);
		await widenSideBar(window, 420);
		await room(window);
		const tree = window.tree('Runs Found');
		const menu = await tree.contextMenu('line-3');
		assert.deepEqual(menu.entries.map(entry => entry.label), ['Register Best Checkpoint…', 'Register Checkpoints…', 'Compare with…', 'Reveal in Explorer', 'Copy Run ID', 'Hide']);
		await window.screenshot('runs-menu-dark');
		await menu.choose('Register Checkpoints…');
		await eventually(async () => { assert.deepEqual((await window.quickInput()).items.map(item => item.label), ['best.pt', 'last.pt']); });
		await window.page.waitForTimeout(300);
		await window.screenshot('runs-checkpoints-dark');
		await (await window.quickInput()).escape();
		await (await tree.contextMenu('line-3')).choose('Hide');
		await eventually(async () => { assert.ok(!(await shown(window)).some(row => row.startsWith('line-3'))); });
		await window.command('Model Registry: Show Hidden Runs');
		await until(window, /^line-3/);
	});

	it('follows a training that goes on, and one that begins', async () => {
		trainings.advance(870);
		await until(window, /^lora-r32 {3}eval_f1_macro 0\.9435 · training, 87 %/);
		await mkdir(path.join(folder, 'runs/lora-r64'), { recursive: true });
		await writeFile(path.join(folder, 'runs/lora-r64/trainer_state.json'), '{"global_step": 5, "max_steps": 100, "log_history": [{"step": 5, "loss": 0.7}]}');
		await until(window, /^lora-r64 {3}loss 0\.7 · training, 5 %/);
		await rm(path.join(folder, 'runs/lora-r64'), { recursive: true });
		await eventually(async () => { assert.ok(!(await shown(window)).some(row => row.startsWith('lora-r64'))); });
	});

	it('registers the best checkpoint of a run at a press, and of several at once', async () => {
		await until(window, /^line-3/);
		await widenSideBar(window, 420);
		await room(window);
		const tree = window.tree('Runs Found');
		await tree.inlineAction('roberta-lr2e4', 'Register Best Checkpoint…');
		await eventually(async () => { assert.match((await window.quickInput()).items[0]?.label ?? '', /^sentiment v\d+$/); });
		await window.page.waitForTimeout(600);
		await window.screenshot('runs-register-dark');
		await (await window.quickInput()).enter();
		await eventually(async () => { assert.ok(!(await shown(window)).some(row => row.startsWith('roberta-lr2e4'))); }, 20_000);
		// The new version's row was shown in the view above.
		await window.page.waitForTimeout(1_500);
		await room(window);
		await tree.select('lgbm-sweep');
		await tree.select('line-3', ['Control']);
		const menu = await tree.contextMenu('line-3');
		await window.screenshot('runs-several-dark');
		// What all of them have: a sweep has no id.
		assert.deepEqual(menu.entries.map(entry => entry.label), ['Register Best Checkpoint…', 'Hide']);
		await menu.choose('Register Best Checkpoint…');
		await eventually(async () => { assert.equal((await window.quickInput()).title, 'Register 2 Models'); });
		await window.page.waitForTimeout(400);
		await window.screenshot('runs-register-many-dark');
		await (await window.quickInput()).enter();
		await eventually(async () => { assert.ok(!(await shown(window)).some(row => row.startsWith('line-3'))); }, 20_000);
		await until(window, /^lgbm-sweep {3}4 runs · best auc 0\.8745/);
	});

	it('logs no error', async () => { assert.deepEqual(await window.log(), []); });

	it('browses in Restricted Mode', () => withWindow({ folder, restricted: true }, async window => {
		await until(window, /^lgbm-sweep/);
		await room(window);
		const menu = await window.tree('Runs Found').contextMenu('resnet18-e40');
		assert.deepEqual(menu.entries.filter(entry => /Register|Copy/.test(entry.label)).map(entry => entry.enabled), [false, true]);
		await window.page.waitForTimeout(300);
		await window.screenshot('runs-restricted-dark');
		await menu.dismiss();
	}));

	it('says what would be here where there is none', async () => {
		const bare = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-bare-')));
		await withWindow({ folder: bare }, async window => {
			await eventually(async () => { assert.match((await window.tree('Runs Found').welcome()).text, /^No training run was found\./); });
			await widenSideBar(window, 320);
			await window.page.waitForTimeout(300);
			await window.screenshot('runs-none-dark');
		});
		await rm(bare, { recursive: true, force: true, maxRetries: 3 });
	});
});
