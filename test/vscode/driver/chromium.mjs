import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * Starts the machine's own Chromium, unseen. CHROMIUM names another one than the usual.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startChromium() {
	const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
	if (!executablePath || !existsSync(executablePath)) {
		throw new Error(`No Chromium found${executablePath ? ` at ${executablePath}` : ''}: install it (apt-get install chromium) or set CHROMIUM to its path.`);
	}
	return await chromium.launch({ executablePath, args: FLAGS, headless: true });
}
