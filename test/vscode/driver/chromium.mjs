import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** @import { BrowserContext, BrowserContextOptions } from 'playwright-core' */

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** What one window leaves to the next: the workbench's 19 MB of script as fetched and as compiled, and nothing that a page has stored. */
const CACHES = ['Cache', 'Code Cache'];

/**
 * @typedef {object} Profile
 * @property {string} folder
 * @property {number} port a cache belongs to an address, so every window of a profile is served at the same
 * @property {boolean} taken
 */

/** Every test file is a bundle of its own, with modules of its own: what they share in a process is here. */
const shared = /** @type {{ profile?: Promise<Profile> }} */ (/** @type {any} */ (globalThis)[Symbol.for('model-registry.chromium')] ??= {});

/**
 * Lends the profile of this process, as clean as a new one except for its caches; a new one, of which nothing stays, while it is lent already or when
 * MODEL_REGISTRY_PROFILES doesn't name a folder for profiles.
 * @returns {Promise<{ folder: string, port: number, giveBack: () => Promise<void> }>}
 */
export async function lendProfile() {
	const parent = process.env.MODEL_REGISTRY_PROFILES;
	if (parent) {
		const profile = await (shared.profile ??= makeProfile(parent));
		if (!profile.taken) {
			profile.taken = true;
			await forget(profile.folder);
			return { folder: profile.folder, port: profile.port, giveBack: async () => void (profile.taken = false) };
		}
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'model-registry-chromium-'));
	return { folder, port: 0, giveBack: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/**
 * Starts the machine's own Chromium, unseen. CHROMIUM names another one than the usual.
 * @param {string} profile a folder that no other Chromium uses
 * @param {BrowserContextOptions} [options]
 * @returns {Promise<BrowserContext>} with one empty page
 */
export async function startChromium(profile, options) {
	const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
	if (!executablePath || !existsSync(executablePath)) {
		throw new Error(`No Chromium found${executablePath ? ` at ${executablePath}` : ''}: install it (apt-get install chromium) or set CHROMIUM to its path.`);
	}
	return await chromium.launchPersistentContext(profile, { ...options, executablePath, args: FLAGS, headless: true });
}

/**
 * @param {string} parent
 * @returns {Promise<Profile>}
 */
async function makeProfile(parent) {
	return { folder: await mkdtemp(path.join(parent, 'profile-')), port: await freePort(), taken: false };
}

/** @param {string} profile */
async function forget(profile) {
	const used = path.join(profile, 'Default');
	const names = await readdir(used).catch((error) => {
		if (error.code === 'ENOENT') { return []; } // nobody has used it yet
		throw error;
	});
	await Promise.all(names.filter((name) => !CACHES.includes(name)).map((name) => rm(path.join(used, name), { recursive: true, force: true, maxRetries: 3 })));
}

/** @returns {Promise<number>} */
function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
			const found = server.address();
			server.close(() => (found && typeof found === 'object' ? resolve(found.port) : reject(new Error('No free port'))));
		});
	});
}
