import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { pageFrame } from './pageFrame';
import { sampleFolder } from './sampleFolder';
import { registerSweep } from './sweep';

/** The table as text, a line a line: what is in sight of it. */
function rowsOf(frame: Frame): Promise<readonly string[]> {
	return frame.locator('.line').evaluateAll(lines => [...lines as unknown as readonly { dataset: Record<string, string>; querySelectorAll(selector: string): Iterable<{ textContent: string | null; className: string }> }[]]
		.sort((a, b) => Number(a.dataset['line']) - Number(b.dataset['line']))
		.map(line => [...line.querySelectorAll('.section-fold, .section-fold + .secondary, .cell, .group-cell')].map(cell => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()).filter(text => text !== '').join(' | ')));
}

const until = (frame: Frame, wanted: RegExp) => eventually(async () => {
	const rows = await rowsOf(frame);
	assert.ok(rows.some(row => wanted.test(row)), `${String(wanted)} is not among\n${rows.join('\n')}`);
}, 20_000);

/** A menu takes no click in the moment in which it opens. */
async function choose(window: Window, row: readonly string[], label: string): Promise<void> {
	const menu = await window.tree('Models').contextMenu(row);
	await window.page.waitForTimeout(300);
	await menu.choose(label);
}

/** Tooltips go when the mouse does. */
async function aside(window: Window): Promise<void> {
	await window.page.mouse.move(900, 3);
	await window.page.waitForTimeout(900);
}

/** Waits until the rows of the tree stand still. */
async function settled(window: Window): Promise<void> {
	const rows = async () => JSON.stringify((await window.tree('Models').rows()).map(({ label, level }) => [label, level]));
	let before = '';
	await eventually(async () => {
		await window.page.waitForTimeout(400);
		const now = await rows();
		const stood = now === before;
		before = now;
		assert.ok(stood, 'the rows still move');
	});
}

/** Opens a model's comparison by selecting rows, as a person does. */
async function compareSelected(window: Window, model: string, labels: readonly string[]): Promise<Frame> {
	const tree = window.tree('Models');
	// The last model of the view counts as one without rows below it.
	if (model === 'sentiment') { await tree.select(model); await window.page.keyboard.press('ArrowRight'); } else { await eventually(() => tree.expand(model), 30_000); }
	for (const [at, label] of labels.entries()) {
		await tree.select([model, label], at === 0 ? [] : ['Control']);
		// The first click opens or closes what is below the row, and moves the others.
		if (at === 0) { await settled(window); }
	}
	await choose(window, [model, labels.at(-1) ?? ''], 'Compare Versions…');
	return eventually(() => pageFrame(window, 'Compare'), 60_000);
}

describe('comparing in the window', () => {
	let sample: { readonly folder: string; remove(): Promise<void> };
	let window: Window;
	let frame: Frame;

	before(async () => {
		sample = await sampleFolder();
		window = await openWindow({ folder: sample.folder });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});

	it('opens two versions by right-click, production as the baseline', async () => {
		frame = await compareSelected(window, 'churn', ['v5', 'v4']);
		await until(frame, /^auc↑ \| 0\.8497 \| 0\.8549\s*\+0\.0052/);
		assert.deepEqual(await window.editors(), ['churn: v4, v5']);
		await until(frame, /^files changed \| baseline \| 11 files/);
		assert.match(await frame.locator('.sentences').innerText(), /Better on 2 of 4 metrics, worse on\s+ece and\s+f1\./);
		await aside(window);
		await window.screenshot('compare-2-dark');
	});

	it('switches the baseline from the keyboard, and turns the signs', async () => {
		await frame.locator('.row-line .cell.other').first().click();
		await window.page.keyboard.press('b');
		await until(frame, /^auc↑ \| 0\.8549best? ?\| 0\.8497\s*−0\.0052|^auc↑ \| 0\.8549 \| 0\.8497\s*−0\.0052/);
		await window.page.keyboard.press('ArrowRight');
		await frame.locator('.row-line .cell.other').first().click();
		await window.page.keyboard.press('b');
		await until(frame, /^auc↑ \| 0\.8497 \| 0\.8549/);
	});

	it('filters by text and by expression, shows equal rows, and jumps', async () => {
		await window.page.keyboard.press('/');
		await window.page.keyboard.type('lo');
		await eventually(async () => { assert.deepEqual((await rowsOf(frame)).filter(row => row.startsWith('log_loss') || row.startsWith('auc')).map(row => row.split('↓')[0]), ['log_loss']); });
		await frame.locator('vscode-toolbar-button[icon=regex]').click();
		await frame.locator('#search').click();
		await window.page.keyboard.press('Control+a');
		await window.page.keyboard.type('^(auc|ece)$');
		await eventually(async () => { assert.equal(await frame.locator('.count').innerText(), '2 rows'); });
		await window.page.keyboard.press('Escape');
		await until(frame, /^log_loss/);
		await window.page.keyboard.press('Enter');
		await window.page.keyboard.press('d');
		await until(frame, /^boosting \| gbdt \| gbdt/);
		await window.page.keyboard.press('d');
		await window.page.keyboard.press('7');
		await until(frame, /^Environment \| 0 differ, 10 equal/);
		await frame.locator('vscode-toolbar-button[icon=regex]').click();
	});

	it('opens text and code in the editor\'s own diffs', async () => {
		await frame.locator('.section-line', { hasText: 'Parameters' }).getByText('Open as Text Diff').click();
		await eventually(async () => { assert.equal((await window.editors())[0], 'Parameters: v4 ↔ v5'); });
		await window.page.locator('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert').first().waitFor();
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Compare');
		await until(frame, /^files changed/);
		await frame.getByText('Open Code Diff').first().click();
		await eventually(async () => { assert.equal((await window.editors())[0], 'Code: v4 ↔ v5 (11 files)'); });
		await window.page.locator('.multiDiffEntry').first().waitFor();
		await window.page.waitForTimeout(800);
		await window.screenshot('compare-code-dark');
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Compare');
		await frame.locator('.row-line', { hasText: 'train/resnet.py' }).getByText('Diff').click();
		await eventually(async () => { assert.equal((await window.editors())[0], 'resnet.py: v4 ↔ v5'); });
		await window.page.locator('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert').first().waitFor();
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Compare');
	});

	it('updates live, and says so', async () => {
		await window.tree('Models').select(['churn', 'v5']);
		await choose(window, ['churn', 'v5'], 'Add Note…');
		const input = await window.quickInput();
		await input.type('Checked on the holdout again.');
		await window.page.waitForTimeout(150);
		await input.enter();
		await eventually(async () => { assert.match(await frame.locator('.bar').innerText(), /v5 changed; this is how it is now/); });
	});

	it('opens from every entry of a version\'s menu', async () => {
		for (const [row, label, title] of [['v3', 'Compare with Production', 'churn: v3, v4'], ['v3', 'Compare with Previous', 'churn: v2, v3'], ['v1', 'Select for Compare', undefined], ['v3', 'Compare with Selected', 'churn: v1, v3']] as const) {
			await choose(window, ['churn', row], label);
			if (title === undefined) { await window.page.waitForTimeout(300); continue; }
			await eventually(async () => { assert.equal((await window.editors())[0], title); }, 15_000);
			await window.command('View: Close Editor');
		}
		await eventually(async () => { assert.deepEqual(await window.editors(), ['churn: v4, v5']); });
	});

	it('logs no error', async () => {
		assert.deepEqual(await window.log(), []);
	});
});

describe('a comparison as it looks', () => {
	let sample: { readonly folder: string; remove(): Promise<void> };
	let window: Window;
	const reset = async () => {
		await window.command('View: Close All Editors');
		await window.page.setViewportSize({ width: 1440, height: 900 });
	};
	/** The page alone, as narrow as beside an editor. */
	const narrow = async (name: string) => {
		await window.command('View: Toggle Primary Side Bar Visibility');
		await window.page.setViewportSize({ width: 456, height: 900 });
		await aside(window);
		await window.screenshots(name);
		await window.page.setViewportSize({ width: 1440, height: 900 });
		await window.command('View: Toggle Primary Side Bar Visibility');
	};

	before(async function () {
		this.timeout(180_000);
		sample = await sampleFolder();
		await registerSweep(sample.folder, 50);
		window = await openWindow({ folder: sample.folder, settings: { 'modelRegistry.tree.pageSize': 100 } });
		await window.openView('Model Registry');
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});

	afterEach(async function () {
		if (this.currentTest?.state === 'failed') { await window.screenshot('compare-failed'); }
	});

	it('of two versions', async () => {
		await until(await compareSelected(window, 'churn', ['v5', 'v4']), /^files changed/);
		await aside(window);
		await window.screenshots('compare-2');
		await narrow('compare-2-400px');
		await reset();
	});

	it('of three, where the whole model became an adapter', async () => {
		const frame = await compareSelected(window, 'sentiment', ['v3', 'v1']);
		await until(frame, /^f1_macro/);
		await aside(window);
		await window.screenshots('compare-adapter');
		await frame.locator('.jump', { hasText: 'Charts' }).click();
		await frame.locator('.curves path').first().waitFor();
		await frame.locator('.curves').focus();
		for (let i = 0; i < 20; i++) { await window.page.keyboard.press('ArrowRight'); }
		assert.match(await frame.locator('.at').innerText(), /^Step \d+/);
		await aside(window);
		await window.screenshots('compare-charts');
		await reset();
	});

	it('of five versions', async () => {
		await until(await compareSelected(window, 'churn', ['v5', 'v4', 'v3', 'v2', 'v1']), /^auc/);
		await aside(window);
		await window.screenshots('compare-5');
		await narrow('compare-5-400px');
		await reset();
	});

	it('of fifty versions', async () => {
		await reset();
		const tree = window.tree('Models');
		await tree.collapse('churn');
		await tree.collapse('sentiment');
		await window.page.waitForTimeout(500);
		// So high that the rows are all in sight.
		await window.page.setViewportSize({ width: 1440, height: 2000 });
		await eventually(() => tree.expand('bank'), 30_000);
		await tree.select(['bank', 'v50']);
		await tree.select(['bank', 'v1'], ['Shift']);
		await window.page.waitForTimeout(1_000);
		await eventually(() => choose(window, ['bank', 'v40'], 'Compare Versions…'), 60_000);
		const frame = await eventually(() => pageFrame(window, 'Compare'), 60_000);
		await window.page.setViewportSize({ width: 1440, height: 900 });
		await until(frame, /^auc/);
		await aside(window);
		await window.screenshots('compare-50');
		await frame.locator('.scroller').evaluate(scroller => { (scroller as unknown as { scrollLeft: number }).scrollLeft = 1800; });
		await aside(window);
		await window.screenshots('compare-50-right');
		await narrow('compare-50-400px');
		assert.deepEqual(await window.log(), []);
	});
});
