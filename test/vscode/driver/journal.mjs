import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** @import { Page } from 'playwright-core' */

/** What VS Code itself complains about when it runs without its marketplace, sign-in, service worker and web manifest. */
const NOISE = /Service ?Worker|bad HTTP response code|status of 404|Manifest fetch from|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|authentication provider|open-vsx|ENOTFOUND|AgentHost|\[vscode\./i;

/** What VS Code's own tree view logs when it asks for the children of a row in the moment in which a refresh took that row away; it asks again for those that came. */
const REFRESHED = /No tree item with id '[^']*' found\.$/;

/**
 * Starts listening to a page.
 * @param {Page} page
 * @param {string} userDataDir of the server, where the extension host and the log channels of extensions write their logs
 * @returns {() => Promise<string[]>} the errors until now
 */
export function keepJournal(page, userDataDir) {
	/** @type {string[]} */
	const seen = [];
	page.on('console', (message) => {
		// The extension host's errors come twice, once as a log entry and once for the browser's own console.
		if (message.type() === 'error' && !message.text().startsWith('%c[Extension Host]')) {
			seen.push(`page: ${message.text().replace(/^%c\s*ERR color: #f33 /, '')}`);
		}
	});
	page.on('pageerror', (error) => seen.push(`page: ${error.stack ?? error.message}`));
	return async () => {
		const logs = path.join(userDataDir, 'data/logs');
		const files = (await readdir(logs, { recursive: true }).catch(() => [])).filter((file) => /exthost\d*\/(?!vscode\.).*\.log$/.test(file));
		const written = await Promise.all(files.map(async (file) => errorsIn(await readFile(path.join(logs, file), 'utf8')).map((entry) => `${path.basename(file, '.log')}: ${entry}`)));
		return [...seen, ...written.flat()].filter((entry) => !NOISE.test(entry) && !REFRESHED.test(entry));
	};
}

/**
 * The entries of a VS Code log that are errors, each with the lines that belong to it.
 * @param {string} log
 */
function errorsIn(log) {
	return log.split(/^(?=\d{4}-\d\d-\d\d [\d:.]+ \[)/m).filter((entry) => /^\S+ \S+ \[error\]/.test(entry)).map((entry) => entry.trim());
}
