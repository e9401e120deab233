import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { sampleFolder } from './sampleFolder';
import { widenSideBar } from './sideBar';

describe('searches and evaluations in the window', () => {
	let window: Window;
	let sample: Awaited<ReturnType<typeof sampleFolder>>;
	const rows = async () => (await window.tree('Models').rows()).map(({ level, label, description }) => `${'  '.repeat(level - 1)}${label}${description ? `   ${description}` : ''}`);
	const until = (wanted: RegExp) => eventually(async () => { const found = await rows(); assert.ok(found.some(row => wanted.test(row)), `${String(wanted)} is not among\n${found.join('\n')}`); }, 20_000);
	/** Waits for the input whose title, placeholder or prompt is like this; Enter takes what stands first, or what is typed. */
	const answer = async (wanted: RegExp, text?: string) => {
		const input = await eventually(async () => {
			const found = await window.quickInput();
			assert.match(`${found.title}\n${found.placeholder}\n${found.message}`, wanted);
			return found;
		});
		if (text !== undefined) { await input.type(text); }
		await window.page.waitForTimeout(300);
		await input.enter();
	};

	before(async () => {
		sample = await sampleFolder();
		await writeFile(path.join(sample.folder, 'holdout.csv'), 'a,b\n1,2\n');
		await writeFile(path.join(sample.folder, 'eval-metrics.json'), '{ "auc": 0.8765, "log_loss": 0.3121 }');
		window = await openWindow({ folder: sample.folder });
		await window.openView('Model Registry');
		await widenSideBar(window, 420);
	});
	after(async () => {
		await window.close();
		await sample.remove();
	});

	it('a search is completed, filters while it is typed, and says what it can\'t read', async () => {
		await window.command('Model Registry: Filter Models…');
		const box = await window.quickInput();
		await box.type('metrics.au');
		await eventually(async () => { assert.match((await window.quickInput()).items[0]?.label ?? '', /metrics\.auc/); });
		await window.screenshot('search-completion');
		await box.type('metrics.auc > high');
		await eventually(async () => { assert.match((await window.quickInput()).items[0]?.label ?? '', /Looked for as text/); });
		await window.screenshot('search-fault');
		await box.type('metrics.auc > 0 and alias = production');
		await until(/^churn .* 1 of \d+ versions$|^churn .* 2 of \d+ versions$/);
		await box.enter();
		await eventually(async () => { assert.equal(await window.tree('Models').message(), 'Showing versions where metrics.auc > 0 and alias = production'); });
		await window.screenshot('search-filtered');
		await window.tree('Models').viewAction('Clear Filter');
		await until(/^defects/);
	});

	it('an evaluation is recorded with Enter alone, and stands below its version', async () => {
		const tree = window.tree('Models');
		await tree.expand('churn');
		const menu = await tree.contextMenu(['churn', 'v5']);
		await window.page.waitForTimeout(300);
		await menu.choose('Record Evaluation…');
		await answer(/The file that the evaluation wrote/, 'eval-metrics');
		await answer(/The data it was evaluated on/, 'holdout');
		await answer(/Which split of it/);
		await answer(/A part of the data/, 'region=eu');
		await tree.expand(['churn', 'v5']);
		await until(/^ {4}Evaluations {3}1$/);
		await tree.expand(['churn', 'v5', 'Evaluations']);
		await until(/^ {6}holdout\.csv, test, region=eu {3}auc 0\.8765 · log_loss 0\.3121$/);
		await window.screenshot('evaluations-section');
	});

	it('parameters open as a text that can\'t be written', async () => {
		const menu = await window.tree('Models').contextMenu(['churn', 'v5']);
		await window.page.waitForTimeout(300);
		await menu.choose('Open Parameters as Text');
		await eventually(async () => { assert.match(await window.page.locator('.editor-instance .view-lines').first().innerText(), /num_leaves:/); });
		await window.screenshot('parameters-text');
		assert.deepEqual(await window.log(), []);
	});
});
