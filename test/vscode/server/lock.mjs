import { mkdir, open, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds: the holder touches the file at this pace, and is taken for dead after STALE without a touch. */
const BEAT = 5_000;
const STALE = 30_000;

/**
 * Runs `work` while no other process holds the same lock file. A holder that died is noticed by its missing heartbeat,
 * which also works when the folder is shared between containers, where process ids mean nothing.
 * @template T
 * @param {string} file
 * @param {() => void} onWait called once when somebody else holds it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
	await mkdir(path.dirname(file), { recursive: true });
	for (let waited = false; !(await tryTake(file)); waited = true) {
		if (!waited) {
			onWait();
		}
		await delay(500);
	}
	const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), BEAT);
	try {
		return await work();
	} finally {
		clearInterval(beat);
		await rm(file, { force: true });
	}
}

/** @param {string} file */
async function tryTake(file) {
	try {
		await (await open(file, 'wx')).close();
		return true;
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') {
			throw error;
		}
	}
	const touched = await stat(file).then((found) => found.mtimeMs, () => Date.now());
	if (Date.now() - touched > STALE) {
		await rm(file, { force: true });
	}
	return false;
}
