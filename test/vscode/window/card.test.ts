import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { openRegistry } from '../../../src/core/registry';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { pageFrame } from './pageFrame';

const card = `---
license: mit
---
# churn

Probability that a subscriber **cancels** within 60 days. See [the data](data/train.csv) and [the paper](https://example.com/paper).

## Limits

- Weak on accounts younger than 30 days.
- Calibration drifts.

| slice | auc |
|---|--:|
| EU | 0.8690 |
| US | 0.8831 |

\`\`\`py
model.predict(frame)
\`\`\`

<img src=x onerror="window.pwned=1"><script>window.pwned=1</script> [run](command:workbench.action.files.newUntitledFile) [out](../../secret) ![pixel](https://example.com/pixel.png) [js](javascript:window.pwned=1)
`;

describe('the card on a model\'s page, and the page after a reload', () => {
	let folder: string;
	let window: Window;
	let frame: Frame;

	before(async () => {
		folder = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-card-')));
		await mkdir(path.join(folder, 'data'));
		await writeFile(path.join(folder, 'data/train.csv'), 'a,b\n1,2\n');
		const registry = openRegistry({ folder, git: false, author: { name: 'Ada', email: 'ada@example.com' } });
		await registry.init();
		for (const [at, auc] of [0.84, 0.86, 0.83].entries()) {
			await writeFile(path.join(folder, 'churn.bin'), `weights ${at}`);
			await registry.register('churn.bin', { model: 'churn', metrics: { auc }, params: { leaves: 31 + at } });
		}
		await registry.writeCard('churn', '# churn\n\nA first card.\n');
		await registry.writeCard('churn', card);
		await registry.register('churn.bin', { model: 'other' });
		await registry.writeCard('other', '# other\n');
		await registry.close();
		window = await openWindow({ folder });
		await window.openView('Model Registry');
		const menu = await window.tree('Models').contextMenu('churn');
		await window.page.waitForTimeout(300);
		await menu.choose('Open Model Page');
		frame = await pageFrame(window, 'Model');
		await frame.locator('.markdown').waitFor();
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	});

	it('is Markdown: headings, lists, tables, code', async () => {
		const of = (selector: string) => frame.locator(`.markdown ${selector}`);
		assert.deepEqual([await of('h4').innerText(), await of('li').count(), await of('td.right').count(), await of('pre').count()], ['Limits', 2, 2, 2]);
		assert.equal(await of('h3').count(), 0, 'the model\'s name stands above already');
		await window.page.mouse.move(900, 3);
		await window.screenshot('model-card-dark');
	});

	it('is inert: no element and no link comes of what is hostile in it', async () => {
		assert.equal(await frame.locator('.markdown :is(img, script, iframe, object, style)').count(), 0);
		assert.deepEqual(await frame.locator('.markdown a').evaluateAll(links => links.map(link => link.getAttribute('href'))), ['https://example.com/paper', 'https://example.com/pixel.png']);
		assert.match(await frame.locator('.markdown').innerText(), /<img src=x onerror="window\.pwned=1">/);
		assert.equal(await frame.evaluate('window.pwned'), undefined);
	});

	it('is laid beside an earlier one, or another model\'s, in the editor\'s own diff', async () => {
		await frame.getByText('Diff with…').click();
		const input = await window.quickInput();
		assert.deepEqual(input.items.map(item => item.label), ['Previous Card', 'other']);
		await input.pick('Previous Card');
		await eventually(async () => { assert.equal((await window.editors())[0], 'Card of churn: Previous Card ↔ Now'); });
		await window.page.locator('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert').first().waitFor();
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Model');
	});

	it('opens a file of the workspace that it links to', async () => {
		await frame.locator('.markdown').getByText('the data').click();
		await eventually(async () => { assert.match((await window.editors())[0] ?? '', /^train/); });
		await window.command('View: Close Editor');
		frame = await pageFrame(window, 'Model');
	});

	it('comes back as it was arranged when the window is loaded again', async () => {
		await frame.locator('.grid-head-cell.column-metrics\\.auc .grid-title-button').click();
		await window.page.keyboard.press('/');
		await window.page.keyboard.type('metrics.auc > 0.835');
		await eventually(async () => { assert.equal(await frame.locator('#search-count').innerText(), '2 of 3 versions'); });
		await window.page.waitForTimeout(1500);
		// The command saves what is open before it loads anew; a browser's own reload comes back with what was open a while ago.
		const gone = window.page.waitForEvent('framenavigated', navigated => navigated === window.page.mainFrame());
		await window.command('Developer: Reload Window').catch(() => undefined /* the palette goes away with the window */);
		await gone;
		await window.page.locator('.monaco-workbench .part.statusbar').waitFor();
		await eventually(async () => { assert.deepEqual(await window.editors(), ['churn']); }, 20_000);
		frame = await eventually(() => pageFrame(window, 'Model'), 30_000);
		await eventually(async () => { assert.equal(await frame.locator('#search-count').innerText(), '2 of 3 versions'); }, 20_000);
		assert.equal(await frame.locator('.grid-head-cell.column-metrics\\.auc').getAttribute('aria-sort'), 'descending');
		await window.screenshot('model-reloaded-dark');
	});

	it('logs no error', async () => { assert.deepEqual((await window.log()).filter(line => !line.startsWith('page: [lifecycle]')), []); });
});
