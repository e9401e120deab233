import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Window } from '../window.mjs';
import { eventually, openWindow } from '../window.mjs';
import { writeSafetensors } from './modelFiles';
import { pageFrame } from './pageFrame';

/** What a hostile file would put wherever it can: markup, a command link, a terminal's colours, marks that turn the direction, and length. */
const hostile = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>[run](command:workbench.action.files.newUntitledFile)\u001B[31m\u202Egnp.exe ${'long'.repeat(200)}`;

describe('a page that shows a hostile file', () => {
	let folder: string;
	let window: Window;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'model-registry-window-test-'));
		await writeSafetensors(path.join(folder, 'hostile.safetensors'), [
			{ name: hostile, dtype: 'F32', shape: [2, 2], bytes: 16 }, { name: 'encoder.layer.0.weight', dtype: 'F32', shape: [4], bytes: 16 },
		], { metadata: { [hostile.slice(0, 200)]: hostile, modelspec: hostile } });
		window = await openWindow({ folder });
		// A window knows its extensions a moment after it shows its files.
		await window.openView('Model Registry');
		await (await window.explorer.reveal('hostile.safetensors')).dblclick();
	});
	after(async () => {
		await window.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('shows its texts as texts: no element, no link and no script comes of them, and nothing flows out', async () => {
		const frame = await pageFrame(window, 'hostile.safetensors');
		await eventually(async () => { assert.match(await frame.locator('main').innerText(), /<img src=x/); });
		assert.equal(await frame.locator('img, script[src="x"], a[href^="command"], iframe').count(), 0);
		assert.equal(await frame.evaluate('window.pwned'), undefined);
		const [scroll, client] = await frame.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
		assert.ok(scroll <= client, `the page is ${scroll} wide in ${client}`);
		await window.screenshot('hostile-dark');
	});

	it('logs no error', async () => { assert.deepEqual(await window.log(), []); });

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
});
