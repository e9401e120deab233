import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ensureServer } from './ensure.mjs';
import { startTree } from './process-tree.mjs';

/** Milliseconds until a server that hasn't answered is given up. */
const PATIENCE = 60_000;

/** Nothing that a test does leaves this machine. */
const NO_MARKETPLACE = '{"serviceUrl":""}';

/**
 * @typedef {object} ServerOptions
 * @property {string} [extensionsDir] where installed extensions live; a new empty folder if not given
 * @property {string} [userDataDir] the server's data folder (settings, state, logs), kept on stop; if not given, a temporary one that isn't
 * @property {object} [settings] written as the user's settings.json
 * @property {Readonly<Record<string, string>>} [env] on top of this process's own
 * @property {boolean} [automation] honours development and test paths in the address; in return VS Code shows no messages in the corner
 * @property {boolean} [trust] whether Workspace Trust is at work; folders are trusted without asking if not
 * @property {number} [port] a free one if not given
 */

/**
 * @typedef {object} Server
 * @property {string} url
 * @property {number} port
 * @property {string} userDataDir
 * @property {() => Promise<void>} stop ends it with everything it started and removes its temporary folders
 */

/**
 * Serves VS Code on 127.0.0.1, to this machine only, and waits until it answers.
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer({ extensionsDir, userDataDir, settings, env, automation = false, trust = false, port = 0 } = {}) {
	const { node, main } = await ensureServer();
	const scratch = await mkdtemp(path.join(tmpdir(), 'model-registry-vscode-'));
	const data = userDataDir ?? path.join(scratch, 'data');
	if (settings) {
		await mkdir(path.join(data, 'data/User'), { recursive: true });
		await writeFile(path.join(data, 'data/User/settings.json'), JSON.stringify(settings, null, '\t'));
	}
	const { child, stop } = startTree(node, [
		main, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms',
		'--server-data-dir', data, '--extensions-dir', extensionsDir ?? path.join(scratch, 'extensions'),
		'--disable-telemetry', '--disable-experiments', '--disable-getting-started-override',
		...(automation ? ['--enable-smoke-test-driver'] : []),
		...(trust ? [] : ['--disable-workspace-trust']),
	], { env: { ...process.env, ...env, EXTENSIONS_GALLERY: NO_MARKETPLACE } });
	const end = async () => {
		await stop();
		await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		const found = await listening(child);
		return { url: `http://127.0.0.1:${found}/`, port: found, userDataDir: data, stop: end };
	} catch (error) {
		await end();
		throw error;
	}
}

/**
 * @param {ReturnType<typeof startTree>['child']} child
 * @returns {Promise<number>} the port, from the line in which the server says that it is ready
 */
function listening(child) {
	return new Promise((resolve, reject) => {
		/** @type {string[]} */
		const said = [];
		const fail = (/** @type {string} */ why) => reject(new Error(`The VS Code server ${why}: ${said.join('\n') || 'it said nothing'}`));
		const timer = setTimeout(() => fail(`did not start within ${PATIENCE / 1000} s`), PATIENCE);
		for (const stream of [child.stdout, child.stderr]) {
			createInterface(stream).on('line', (line) => {
				said.push(line);
				const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
				if (port) {
					clearTimeout(timer);
					resolve(Number(port));
				}
			});
		}
		child.once('error', (error) => fail(`could not be started (${error.message})`));
		child.once('exit', (code) => {
			clearTimeout(timer);
			fail(`ended at once with code ${code}`);
		});
	});
}
