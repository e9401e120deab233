// Runs the suite inside the extension host of a real VS Code: `node test/vscode/suite.mjs`.
import path from 'node:path';
import { format } from 'node:util';
import { address } from './driver/address.mjs';
import { lendProfile, startChromium } from './driver/chromium.mjs';
import { freshWorkspace } from './driver/fresh-workspace.mjs';
import { quietSettings } from './driver/settings.mjs';
import { within } from './driver/within.mjs';
import { startServer } from './server.mjs';

/** Milliseconds until a suite that neither passed nor failed is given up. */
const PATIENCE = 300_000;

/** Begins every line that the extension host prints during the run, see suite/index.ts. */
const MARK = 'suite| ';

const root = path.resolve(import.meta.dirname, '../..');
process.exitCode = await runSuite();

/** @returns {Promise<number>} the exit code */
async function runSuite() {
	const workspace = await freshWorkspace();
	process.env.MODEL_REGISTRY_TEST_MARK = MARK;
	const server = await startServer({ automation: true, settings: quietSettings() });
	const profile = await lendProfile();
	const browser = await startChromium(profile.folder);
	/** @type {string[]} */
	const workbench = [];
	let begun = false;
	try {
		const page = browser.pages()[0] ?? await browser.newPage();
		await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
			const line = format(...args);
			if (!line.startsWith(MARK)) {
				workbench.push(`${type}: ${line}`);
				return;
			}
			begun = true;
			(type === 'error' || type === 'warn' ? console.error : console.log)(line.slice(MARK.length));
		});
		const finished = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
		await page.goto(address(server, { folder: workspace.folder, extensionPath: root, testsPath: path.join(root, 'out/vscode/index.js') }));
		const code = await within(PATIENCE, 'The suite in VS Code', finished);
		return begun ? code : 1;
	} finally {
		if (!begun) {
			console.error(`The suite never began. VS Code said:\n${workbench.join('\n')}`);
		}
		await browser.close();
		await server.stop();
		await profile.giveBack();
		await workspace.remove();
	}
}
