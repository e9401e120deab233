// Proves the package itself: what is in it, that VS Code installs it, and that it works there. `npm run test:vsix`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freshWorkspace } from './driver/fresh-workspace.mjs';
import { zipEntries } from './driver/zip-entries.mjs';
import { installVsix } from './server.mjs';
import { eventually, openWindow } from './window.mjs';

/** Bytes: what we promise in the README. */
const SIZE_LIMIT = 1_500_000;

/** The two files of the package format itself, and what a user needs; vsce writes the names of the three texts in its own way. */
const ALLOWED = [
	/^(\[Content_Types\]\.xml|extension\.vsixmanifest)$/,
	/^extension\/(dist|media|l10n)\/(?!.*\.(map|vsix)$)/,
	/^extension\/package(\.nls(\.[\w-]+)?)?\.json$/,
	/^extension\/(readme|changelog|license)(\.md|\.txt)?$/i,
];

const root = path.resolve(import.meta.dirname, '../..');
const vsix = path.join(root, 'dist/model-registry.vsix');
const results = { passed: 0, failed: 0 };

if (process.env.MODEL_REGISTRY_VSIX_IS_FRESH !== 'true') {
	execFileSync('npm', ['run', '--silent', 'package'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
console.log('\n  the packed extension');
await check('holds what a user needs and nothing else', async () => {
	assert.deepEqual((await zipEntries(vsix)).filter((name) => !ALLOWED.some((pattern) => pattern.test(name))), []);
});
await check('holds every picture and bundle that it works with', async () => {
	const entries = await zipEntries(vsix);
	const pictures = (await readdir(path.join(root, 'media'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')).filter((file) => !/^media\/(readme\/|icon\.svg$)/.test(file));
	const pages = (await readdir(path.join(root, 'webview-ui'), { withFileTypes: true })).filter((entry) => entry.isDirectory() && existsSync(path.join(root, 'webview-ui', entry.name, 'main.ts')));
	const wanted = [...pictures, ...pages.map(({ name }) => `dist/pages/${name}.js`), ...['extension', 'cli'].map((name) => `dist/${name}.js`)];
	assert.ok(pictures.length > 5 && pages.length > 3);
	assert.deepEqual(wanted.filter((file) => !entries.includes(`extension/${file}`)), []);
});
await check('is small', async () => {
	const { size } = await stat(vsix);
	console.log(`      ${(size / 1e6).toFixed(2)} MB, ${(await zipEntries(vsix)).length} entries`);
	assert.ok(size < SIZE_LIMIT, `${size} bytes are over the limit of ${SIZE_LIMIT}`);
});
await inInstalledWindow(async (window, workspace) => {
	await check('shows its view and its welcome once installed', async () => {
		await window.openView('Model Registry');
		const welcome = await window.tree('Models').welcome();
		assert.notEqual(welcome.text, '');
	});
	await check('runs a command: the first button of the welcome makes a registry', async () => {
		const welcome = await window.tree('Models').welcome();
		await welcome.press(welcome.buttons[0] ?? '');
		await eventually(() => stat(path.join(workspace, '.model-registry/registry.json')));
	});
	await check('logs no error', async () => {
		assert.deepEqual(await window.log(), []);
	});
});
console.log(`\n  ${results.passed} passing\n  ${results.failed} failing\n`);
if (process.env.MODEL_REGISTRY_TEST_COUNTS) {
	appendFileSync(process.env.MODEL_REGISTRY_TEST_COUNTS, `${results.passed} ${results.failed}\n`);
}
process.exitCode = results.failed > 0 ? 1 : 0;

/** @param {(window: import('./window.mjs').Window, workspace: string) => Promise<void>} work */
async function inInstalledWindow(work) {
	const home = await mkdtemp(path.join(tmpdir(), 'model-registry-vsix-'));
	const workspace = await freshWorkspace();
	try {
		const extensionsDir = path.join(home, 'extensions');
		await installVsix(vsix, extensionsDir, path.join(home, 'installing'));
		const window = await openWindow({ folder: workspace.folder, extensionPath: null, extensionsDir });
		try {
			await work(window, workspace.folder);
		} finally {
			await window.close();
		}
	} finally {
		await workspace.remove();
		await rm(home, { recursive: true, force: true, maxRetries: 3 });
	}
}

/**
 * @param {string} what
 * @param {() => Promise<void>} proof
 */
async function check(what, proof) {
	try {
		await proof();
		results.passed++;
		console.log(`    ✔ ${what}`);
	} catch (error) {
		results.failed++;
		console.error(`    ✘ ${what}\n${error instanceof Error ? error.stack : String(error)}`);
	}
}
