import assert from 'node:assert/strict';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import type { Contested } from './contestedFolder';
import { hostile, hostileFolder } from './hostileFolder';
import { writeSafetensors } from './modelFiles';
import { pageFrame } from './pageFrame';

/** Marks that turn the direction, and a terminal's escape: none of them may come through as it is. */
const marked = (text: string): string | undefined => /.{0,100}[\u001B\u202A-\u202E\u2066-\u2069]/.exec(text)?.[0];

/** Of a document: whether anything hostile became an element, ran, led elsewhere, turned the text, or flows out. */
async function assertInert(frame: Frame, where: string): Promise<void> {
	assert.deepEqual(await frame.locator('img, iframe, script[src="x"], a[href]:not([href^="https:"])').evaluateAll(found => found.map(one => one.outerHTML)), [], `${where}: an element`);
	assert.equal(await frame.evaluate('window.pwned'), undefined, `${where}: a script ran`);
	assert.equal(marked(await frame.locator('body').innerText()), undefined, `${where}: marks`);
	const [scroll, client] = await frame.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
	assert.ok(scroll <= client, `${where}: the page is ${scroll} wide in ${client}`);
}

/** Of the window around: what trees, tooltips, lists, tabs and editors show. */
async function assertStill(window: Window, where: string): Promise<void> {
	assert.equal(await window.page.locator('img[src="x"], img[src*="example.com"], .codicon-beaker-stop, a[data-href*="newUntitledFile"], a[href*="newUntitledFile"]').count(), 0, `${where}: an element`);
	assert.equal(await window.page.evaluate('window.pwned'), undefined, `${where}: a script ran`);
	for (const part of ['.pane-body', '.workbench-hover', '.quick-input-widget', '.tabs-container', '.statusbar']) {
		for (const text of await window.page.locator(part).allInnerTexts()) { assert.equal(marked(text), undefined, `${where}: marks in ${part}`); }
	}
	assert.deepEqual((await window.editors()).filter(name => name.startsWith('Untitled')), [], `${where}: a command ran`);
}

describe('views of a hostile workspace', () => {
	let sample: Contested;
	let window: Window;

	before(async () => {
		sample = await hostileFolder();
		await writeSafetensors(path.join(sample.folder, 'hostile.safetensors'), [
			{ name: hostile, dtype: 'F32', shape: [2, 2], bytes: 16 }, { name: 'encoder.layer.0.weight', dtype: 'F32', shape: [4], bytes: 16 },
		], { metadata: { [hostile.slice(0, 200)]: hostile, modelspec: hostile } });
		window = await openWindow({ folder: sample.folder });
		// A window knows its extensions a moment after it shows its files.
		await window.openView('Model Registry');
		await (await window.explorer.reveal('hostile.safetensors')).dblclick();
	});
	after(async () => {
		await window.close();
		sample.remove();
	});

	it('shows its texts as texts: no element, no link and no script comes of them, and nothing flows out', async () => {
		const frame = await pageFrame(window, 'hostile.safetensors');
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /<img src=x/); });
		await assertInert(frame, 'Inspect');
		await window.screenshot('hostile-dark');
	});

	it('runs nothing but its own script: what is put in is refused, and the policy is what refuses it', async () => {
		const frame = await pageFrame(window, 'hostile.safetensors');
		const refused = await frame.evaluate<string[]>(`new Promise(done => {
			const refused = [];
			document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
			const script = document.createElement('script');
			script.textContent = 'window.pwned = 1';
			document.body.append(script);
			const image = document.createElement('img');
			image.setAttribute('onerror', 'window.pwned = 2');
			image.src = 'https://example.com/x.png';
			document.body.append(image);
			fetch('https://example.com/').catch(() => undefined);
			setTimeout(() => { script.remove(); image.remove(); done(refused); }, 500);
		})`);
		for (const directive of ['script-src-elem', 'img-src', 'connect-src']) { assert.ok(refused.includes(directive), `${directive} was not refused: ${refused.join(', ')}`); }
		assert.equal(await frame.evaluate('window.pwned'), undefined);
	});

	it('shows a hostile registry so in every tree, tooltip and list', async () => {
		await window.openView('Model Registry');
		const models = window.tree('Models');
		await eventually(async () => { assert.match((await models.rows()).map(row => row.description).join(), /in conflict/); });
		await (await models.row('defects')).click();
		await window.page.keyboard.press('ArrowRight');
		await eventually(async () => { assert.ok((await models.rows()).some(row => row.label === 'v5')); });
		await assertStill(window, 'Models');
		for (const label of ['defects', 'v3', 'v5']) {
			const said = await models.hover(label === 'defects' ? label : ['defects', label]);
			assert.match(said, /<img src=x|defects/);
			await assertStill(window, `the tooltip of ${label}`);
		}
		await models.expand(['defects', 'v5']);
		await assertStill(window, 'the rows of v5');
		await window.screenshot('hostile-tree-dark');
		for (const command of ['Show History', 'Show Problems', 'What Was in Production On…']) {
			await window.command(`Model Registry: ${command}`);
			if (command === 'Show Problems') { continue; }
			const list = await window.quickInput();
			await assertStill(window, command);
			await window.screenshot(`hostile-${command.split(' ')[1]?.toLowerCase() ?? ''}-dark`);
			await list.escape();
		}
	});

	for (const [title, open] of [
		['Model', async () => { await (await window.tree('Models').contextMenu('defects')).choose('Open Model Page'); }],
		['Compare', async () => { const tree = window.tree('Models'); await tree.select(['defects', 'v3']); await tree.select(['defects', 'v5'], ['Control']); await (await tree.contextMenu(['defects', 'v5'])).choose('Compare Versions…'); }],
		['Lineage', async () => { await window.command('Model Registry: Open Lineage Page'); }],
		['Conflicts', async () => { await window.command('Model Registry: Show Conflicts'); }],
	] as const) {
		it(`shows it so on the page ${title}`, async () => {
			await open();
			const frame = await pageFrame(window, title);
			await eventually(async () => { assert.match(await frame.locator('main').innerText(), title === 'Lineage' ? /v5/ : /<img src=x/); });
			await window.page.waitForTimeout(300);
			await assertInert(frame, title);
			await assertStill(window, title);
			await window.screenshot(`hostile-${title.toLowerCase()}-dark`);
		});
	}

	it('shows it so in documents', async () => {
		await (await window.tree('Models').contextMenu(['defects', 'v5'])).choose('Open Parameters as Text');
		await eventually(async () => { assert.match((await window.editors()).join(), /defects v5|params|parameters/i); });
		await assertStill(window, 'parameters');
		await window.screenshot('hostile-text-dark');
	});

	it('logs no error', async () => { assert.deepEqual((await window.log()).filter(line => !/Content Security Policy|example\.com|violates/.test(line)), []); });
});
