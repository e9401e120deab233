// `npm start`: VS Code with this extension on a sample project. `npm start -- --fresh` makes the project anew.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quietSettings } from './vscode/driver/settings.mjs';
import { linkExtension } from './vscode/server/link-extension.mjs';
import { startServer } from './vscode/server.mjs';

const root = path.resolve(import.meta.dirname, '..');
const project = path.join(root, 'out/sample-project');

await makeProject();
await (desktopIsThere() ? openDesktop() : serve());

/** Keeps what a user did in an earlier session, unless told otherwise. */
async function makeProject() {
	if (process.argv.includes('--fresh')) {
		await rm(project, { recursive: true, force: true });
	}
	if (existsSync(project)) {
		console.log(`The sample project is in ${project}, as you left it (npm start -- --fresh makes it anew).`);
		return;
	}
	const building = await mkdtemp(`${project}-`);
	const generator = path.join(root, 'out/sample.js');
	if (existsSync(generator)) {
		execFileSync(process.execPath, [generator, building], { stdio: 'inherit' });
	} else {
		execFileSync('git', ['init', '--quiet', building]);
	}
	await rename(building, project);
	console.log(`The sample project is in ${project}.`);
}

function desktopIsThere() {
	const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
	return (process.env.PATH ?? '').split(path.delimiter).some((folder) => names.some((name) => existsSync(path.join(folder, name))));
}

function openDesktop() {
	const child = spawn('code', [`--extensionDevelopmentPath=${root}`, project], { stdio: 'inherit', shell: process.platform === 'win32' });
	child.on('exit', (code) => void (process.exitCode = code ?? 1));
	child.on('error', (error) => {
		console.error(`VS Code could not be started (${error.message}); open ${project} in it by hand.`);
		process.exitCode = 1;
	});
}

/** Serves the same VS Code to a browser on this machine, until Ctrl+C. PORT chooses where. */
async function serve() {
	const home = await mkdtemp(path.join(tmpdir(), 'model-registry-start-'));
	const extensionsDir = path.join(home, 'extensions');
	await mkdir(extensionsDir);
	await linkExtension(root, extensionsDir);
	const { 'workbench.colorTheme': _dark, 'workbench.reduceMotion': _still, ...settings } = quietSettings();
	const server = await startServer({ extensionsDir, settings, port: Number(process.env.PORT ?? 0) });
	console.log(`VS Code with Model Registry: ${server.url}?folder=${encodeURIComponent(project).replaceAll('%2F', '/')}  (Ctrl+C stops it)`);
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.once(signal, async () => {
			await server.stop();
			await rm(home, { recursive: true, force: true });
			process.exit(0);
		});
	}
}
