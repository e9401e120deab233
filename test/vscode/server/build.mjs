import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SERVER_VERSION } from './cache.mjs';
import { run } from './run.mjs';

/** The server needs the major version of Node that it was built for; its native modules are compiled against its headers. */
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const NODE_MAJOR = 24;

/** What the server loads from C++ (the slowest to compile first); ripgrep comes ready-made inside its own package. */
const NATIVE_MODULES = ['@vscode/spdlog', '@parcel/watcher', 'node-pty', 'kerberos', '@vscode/native-watchdog', '@vscode/deviceid', '@vscode/fs-copyfile'];

/** How many native modules are compiled at the same time. */
const JOBS = 2;

/**
 * Gets and compiles the VS Code server into a temporary folder beside `target` and moves it there when it is whole.
 * @param {string} target the folder that appears only when everything in it is complete
 * @param {(line: string) => void} say
 */
export async function buildServer(target, say) {
	await mkdir(path.dirname(target), { recursive: true });
	await removeLeftovers(target);
	const log = `${target}.log`;
	await writeFile(log, '');
	const folder = await mkdtemp(`${target}.building-`);
	const started = Date.now();
	let step = `creating ${folder}`;
	try {
		say(step = `getting code-server ${SERVER_VERSION} and Node ${NODE_MAJOR} from the npm registry`);
		await getPackages(folder, log);
		const vscode = path.join(folder, 'vscode');
		say(step = 'installing its dependencies');
		await run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: vscode, log });
		await inParallel(JOBS, NATIVE_MODULES, async (name) => {
			say(`compiling ${name}`);
			step = 'compiling its native modules';
			await compile(folder, path.join(vscode, 'node_modules', name), log);
		});
		await writeFile(path.join(folder, 'complete.json'), JSON.stringify({ server: SERVER_VERSION, node: NODE_MAJOR }));
		await rename(folder, target);
		say(`ready in ${target} after ${Math.round((Date.now() - started) / 1000)} s`);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw new Error(
			`The VS Code server for the tests could not be built while ${step}: ${error instanceof Error ? error.message : String(error)}. ` +
			`It needs the npm registry, g++, make, python3 and libkrb5-dev (apt-get install g++ make python3 libkrb5-dev); the full output is in ${log}.`,
		);
	}
}

/**
 * What a build that was killed has left, nearly a gigabyte. Only the holder of the lock comes here.
 * @param {string} target
 */
async function removeLeftovers(target) {
	const parent = path.dirname(target);
	const leftovers = (await readdir(parent)).filter((name) => name.startsWith(`${path.basename(target)}.building-`));
	await Promise.all(leftovers.map((name) => rm(path.join(parent, name), { recursive: true, force: true })));
}

/**
 * Leaves `folder/node` (bin and include) and `folder/vscode` (the server, not yet installed).
 * @param {string} folder
 * @param {string} log
 */
async function getPackages(folder, log) {
	const packages = path.join(folder, 'packages');
	await mkdir(packages);
	await writeFile(path.join(packages, 'package.json'), '{ "private": true }');
	await run('npm', ['install', `${NODE_PACKAGE}@${NODE_MAJOR}`, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: packages, log });
	await run('npm', ['pack', `code-server@${SERVER_VERSION}`, '--loglevel=error'], { cwd: packages, log });
	await run('tar', ['xzf', `code-server-${SERVER_VERSION}.tgz`, 'package/lib/vscode'], { cwd: packages, log });
	await rename(path.join(packages, 'node_modules', NODE_PACKAGE), path.join(folder, 'node'));
	await rename(path.join(packages, 'package/lib/vscode'), path.join(folder, 'vscode'));
	await rm(packages, { recursive: true });
}

/**
 * @param {string} folder
 * @param {string} module
 * @param {string} log
 */
async function compile(folder, module, log) {
	const node = path.join(folder, 'node');
	await run(path.join(node, 'bin/node'), [nodeGyp(), 'rebuild', `--nodedir=${node}`, '--loglevel=error'], { cwd: module, log });
	const release = path.join(module, 'build/Release');
	for (const leftover of await readdir(release)) {
		if (!leftover.endsWith('.node') && leftover !== 'spawn-helper') {
			await rm(path.join(release, leftover), { recursive: true });
		}
	}
}

/** npm brings node-gyp along, so that nothing has to be fetched for it. */
function nodeGyp() {
	const npm = process.env.npm_execpath ?? path.join(path.dirname(realpathSync(process.execPath)), '../lib/node_modules/npm/bin/npm-cli.js');
	const found = path.resolve(path.dirname(npm), '../node_modules/node-gyp/bin/node-gyp.js');
	if (!existsSync(found)) {
		throw new Error(`node-gyp is not where npm keeps it (${found}); start this through \`npm run\``);
	}
	return found;
}

/**
 * Stops taking up work at the first failure, and reports it when nothing runs any more.
 * @template T
 * @param {number} jobs
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function inParallel(jobs, items, work) {
	const waiting = [...items];
	/** @type {unknown[]} */
	const failures = [];
	await Promise.all(Array.from({ length: jobs }, async () => {
		for (let next = waiting.shift(); next !== undefined && failures.length === 0; next = waiting.shift()) {
			await work(next).catch((error) => failures.push(error));
		}
	}));
	if (failures.length > 0) {
		throw failures[0];
	}
}

/**
 * Whether `target` holds a server that was built to its end.
 * @param {string} target
 */
export function isBuilt(target) {
	try {
		return JSON.parse(readFileSync(path.join(target, 'complete.json'), 'utf8')).server === SERVER_VERSION;
	} catch {
		return false; // no marker: not built, or half removed by somebody clearing caches
	}
}
