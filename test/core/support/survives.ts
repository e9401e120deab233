import assert from 'node:assert/strict';
import fsSync from 'node:fs';
import fs from 'node:fs/promises';
import { sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RegistryError } from '../../../src/core/errors';

/** What one reading may cost at most. Times are generous: other work shares the machine. */
const MOST_MS = 5000;
const MOST_READ = 512 * 1024 * 1024;
const MOST_MEMORY = 300 * 1024 * 1024;

/** What the files outside a workspace say: nothing of a reading may. */
export const CANARY = 'canary-that-nobody-may-read';

/**
 * Reads something hostile, and holds the reading to its promises: facts or one sentence (RegistryError), within time, memory and bytes read;
 * no file opened outside `folder` (absolute, links resolved); no object but its own changed. `what` names the case.
 */
export async function survives(what: string, folder: string, read: () => Promise<unknown>): Promise<void> {
	const watched = watchFiles();
	const before = memory();
	const begun = performance.now();
	clock.begin(what);
	try {
		const answer = await Promise.race([read(), late(what)]);
		assert.ok(!String(JSON.stringify(answer, (_key, value: unknown) => typeof value === 'bigint' ? String(value) : value)).includes(CANARY), `${what}: says what is in a file outside`);
	} catch (error) {
		if (!RegistryError.is(error)) { throw new Error(`${what}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`, { cause: error }); }
		assert.ok(error.message.length > 0 && error.message.length < 2000, `${what}: a sentence of ${error.message.length} letters`);
	} finally {
		clock.end();
		watched.stop();
	}
	const [ms, used] = [performance.now() - begun, memory() - before];
	assert.ok(ms < MOST_MS, `${what}: took ${Math.round(ms)} ms`);
	assert.ok(watched.bytes < MOST_READ, `${what}: read ${watched.bytes} bytes`);
	assert.ok(used < MOST_MEMORY, `${what}: took ${Math.round(used / 1048576)} MiB`);
	assert.deepEqual(watched.paths.filter(path => !path.startsWith(folder + sep)), [], `${what}: opened files outside`);
	assert.deepEqual(Object.keys(Object.prototype), [], what);
	assert.equal(({} as Record<string, unknown>)['polluted'], undefined, `${what}: every object was changed`);
}

function memory(): number {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

async function late(what: string): Promise<never> {
	await new Promise(resolve => { setTimeout(resolve, 2 * MOST_MS).unref(); });
	throw new Error(`${what}: never answered`);
}

/** Looks on while files are opened and read: the files are real, and so is the reading. */
function watchFiles(): { readonly paths: string[]; bytes: number; stop(): void } {
	const seen = { paths: [] as string[], bytes: 0, stop() { Object.assign(fs, { open }); Object.assign(fsSync, { openSync, readSync }); } };
	const { open } = fs;
	const { openSync, readSync } = fsSync;
	Object.assign(fs, {
		async open(...given: Parameters<typeof open>) {
			seen.paths.push(String(given[0]));
			const handle = await open(...given);
			const read = handle.read.bind(handle) as (...all: unknown[]) => Promise<{ bytesRead: number }>;
			return Object.assign(handle, { async read(...all: unknown[]) { const result = await read(...all); seen.bytes += result.bytesRead; return result; } });
		},
	});
	Object.assign(fsSync, {
		openSync(...given: Parameters<typeof openSync>) { seen.paths.push(String(given[0])); return openSync(...given); },
		readSync(...given: Parameters<typeof readSync>) { const count = readSync(...given); seen.bytes += count; return count; },
	});
	return seen;
}

/** Ends the process with the case's name when a reading keeps the thread for good: no timer of ours would ever be called. */
class Clock {
	readonly #state = new Int32Array(new SharedArrayBuffer(8));
	readonly #name = new Uint8Array(new SharedArrayBuffer(1024));
	#worker: Worker | undefined;

	begin(what: string): void {
		this.#worker ??= this.#started();
		this.#name.fill(0).set(Buffer.from(what).subarray(0, 1024));
		Atomics.add(this.#state, 1, 1);
		Atomics.store(this.#state, 0, 1);
	}

	end(): void {
		Atomics.store(this.#state, 0, 0);
	}

	#started(): Worker {
		const worker = new Worker(`
			const { workerData: { state, name } } = require('node:worker_threads');
			const { writeSync } = require('node:fs');
			let at = 0, since = Date.now();
			for (;;) {
				Atomics.wait(state, 0, 2, 500);
				if (state[0] === 0 || state[1] !== at) { at = state[1]; since = Date.now(); continue; }
				if (Date.now() - since > 30000) { writeSync(2, Buffer.from(name).toString().replace(/\\0+$/, '') + ': never ends\\n'); process.kill(process.pid, 'SIGKILL'); }
			}`, { eval: true, workerData: { state: this.#state, name: this.#name } });
		worker.unref();
		return worker;
	}
}

const clock = new Clock();
