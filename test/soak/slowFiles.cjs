// Makes the files of one folder as slow as a network's: `node --require slowFiles.cjs`, with SLOW_FOLDER, SLOW_MS (each call, at random up to twice as long) and,
// with SLOW_ODD, as odd: times in whole seconds, no hard links, folders that can't be synced. SLOW_REPORT is a file that gets, when the process ends, how many
// calls held its main thread up. It wraps node's own module, in threads too, where it is loaded before anything else.
const fs = require('node:fs');
const { appendFileSync } = fs;
const { setTimeout: delay } = require('node:timers/promises');
const { isMainThread } = require('node:worker_threads');

const folder = process.env.SLOW_FOLDER ?? '';
const odd = process.env.SLOW_ODD !== undefined;
const isSlow = path => folder !== '' && String(path).startsWith(folder);
const lately = () => Number(process.env.SLOW_MS ?? 0) * 2 * Math.random();
const cell = new Int32Array(new SharedArrayBuffer(4));
const handles = new WeakMap();
const numbers = new Map();
let held = 0;

const refused = (code, call) => Object.assign(new Error(`${code}: ${call}`), { code, syscall: call });
/** What such a file system doesn't do at all. */
function refuse(name, isFolder) {
	if (!odd) { return; }
	if (name === 'link') { throw refused('ENOTSUP', name); }
	if ((name === 'sync' || name === 'fsync') && isFolder) { throw refused('EINVAL', name); }
}
/** Times in whole seconds. */
function coarse(found) {
	if (odd && found instanceof Object && 'mtimeMs' in found) {
		for (const time of ['mtime', 'ctime', 'atime']) {
			const milliseconds = `${time}Ms`, nanoseconds = `${time}Ns`;
			const second = typeof found[milliseconds] === 'bigint' ? found[milliseconds] / 1000n * 1000n : Math.floor(found[milliseconds] / 1000) * 1000;
			found[milliseconds] = second;
			if (nanoseconds in found) { found[nanoseconds] = second * 1_000_000n; }
			found[time] = new Date(Number(second));
		}
	}
	return found;
}
const isFolder = path => { try { return fs.statSync.plain(path).isDirectory(); } catch { return false; } };
const pathOf = first => (typeof first === 'number' ? numbers.get(first) : isSlow(first) ? String(first) : undefined);

for (const [name, plain] of Object.entries(fs)) {
	if (typeof plain !== 'function' || !name.endsWith('Sync') || ['readSync', 'writeSync', 'writevSync', 'readvSync'].includes(name)) { continue; }
	const slow = (...args) => {
		const path = pathOf(args[0]);
		if (path === undefined) { return plain(...args); }
		if (isMainThread) { held++; }
		Atomics.wait(cell, 0, 0, lately());
		refuse(name.slice(0, -4), name === 'fsyncSync' && isFolder(path));
		const found = coarse(plain(...args));
		if (name === 'openSync') { numbers.set(found, path); }
		if (name === 'closeSync') { numbers.delete(args[0]); }
		return found;
	};
	fs[name] = Object.assign(slow, plain, { plain });
}

for (const [name, plain] of Object.entries(fs.promises)) {
	if (typeof plain !== 'function' || name === 'watch') { continue; }
	fs.promises[name] = async (...args) => {
		const path = pathOf(args[0]);
		if (path === undefined) { return plain(...args); }
		await delay(lately());
		refuse(name, false);
		const found = coarse(await plain(...args));
		if (name === 'open') { handles.set(found, path); slowHandle(found); }
		return found;
	};
}

function slowHandle(handle) {
	for (const name of ['read', 'write', 'readFile', 'writeFile', 'sync', 'datasync', 'stat', 'truncate', 'chmod', 'utimes']) {
		const plain = handle[name].bind(handle);
		handle[name] = async (...args) => {
			await delay(lately());
			refuse(name, name === 'sync' && isFolder(handles.get(handle)));
			return coarse(await plain(...args));
		};
	}
}

if (isMainThread && process.env.SLOW_REPORT) {
	process.on('exit', () => { appendFileSync(process.env.SLOW_REPORT, `${held}\n`); });
}
