import { rm } from 'node:fs/promises';
import path from 'node:path';
import { buildServer, isBuilt } from './build.mjs';
import { cacheFolder } from './cache.mjs';
import { withLock } from './lock.mjs';

/**
 * Makes sure that a complete VS Code server is in the cache; about five minutes the first time, nothing afterwards.
 * @returns {Promise<{ node: string, main: string }>} the Node to run it with and its entry script, absolute
 * @throws {Error} one sentence with the remedy when it can't be got or compiled
 */
export async function ensureServer() {
	const target = cacheFolder();
	const say = (/** @type {string} */ line) => void process.stderr.write(`VS Code server: ${line}\n`);
	if (!isBuilt(target)) {
		await withLock(`${target}.lock`, () => say('another process is building it, waiting'), async () => {
			if (!isBuilt(target)) {
				await rm(target, { recursive: true, force: true });
				await buildServer(target, say);
			}
		});
	}
	return { node: path.join(target, 'node/bin/node'), main: path.join(target, 'vscode/out/server-main.js') };
}
