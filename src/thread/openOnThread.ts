import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { assertNever } from '../core/assertNever';
import { Emitter } from '../core/event';
import type { Logger } from '../core/log';
import type { Registry } from '../core/registry';
import type { Moment } from '../core/verbs/past';
import { errorOf } from './failure';
import type { Reply, Request, ThreadOptions } from './messages';
import { Leavings } from './stayBehind';

/** What the front door has that isn't a verb. */
type Own = 'folder' | 'onDidChange' | 'asOf' | 'close' | 'dispose';
/** Every verb of the front door takes and gives plain data and answers later: whatever doesn't can't be had through a thread, and doesn't compile here. */
type Verbs = { readonly [K in Exclude<keyof Registry, Own>]: Registry[K] extends (...args: never[]) => Promise<unknown> ? Registry[K] : never };

interface Waiting { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }

/** A thread with a registry on it. One that died is started again by the next call. */
class RegistryThread {
	readonly #waiting = new Map<number, Waiting>();
	readonly #leavings = new Leavings(signal => this.#worker?.postMessage({ is: 'abort', signal } satisfies Request));
	readonly #changed = new Emitter<void>();
	readonly onDidChange = this.#changed.event;
	#worker: Worker | undefined;
	#calls = 0;
	#closing: Promise<void> | undefined;

	constructor(private readonly options: ThreadOptions, private readonly log: Logger) {}

	async call(verb: string, args: readonly unknown[]): Promise<unknown> {
		if (this.#closing) { throw new Error(`${verb}: the registry of ${this.options.folder} is closed`); }
		const worker = this.#worker ??= this.#start();
		const id = this.#calls++;
		const packed = this.#leavings.pack(args);
		worker.ref();
		try {
			return await new Promise((done, failed) => {
				this.#waiting.set(id, { done, failed });
				worker.postMessage({ is: 'call', id, verb, args: packed.args } satisfies Request);
			});
		} finally {
			this.#waiting.delete(id);
			packed.done();
			// A registry that nobody waits for keeps no process alive.
			if (this.#waiting.size === 0) { worker.unref(); }
		}
	}

	/** Lets the thread finish what it is about and save the database. */
	close(): Promise<void> {
		return this.#closing ??= this.#close();
	}

	async #close(): Promise<void> {
		const worker = this.#worker;
		if (worker) {
			await new Promise<void>(gone => {
				worker.ref();
				worker.once('exit', () => gone());
				worker.postMessage({ is: 'close' } satisfies Request);
			});
		}
		this.#changed.dispose();
	}

	#start(): Worker {
		// Built beside this file's bundle (src/node.ts).
		const worker = new Worker(join(__dirname, 'cli.js'), { workerData: this.options, name: 'model-registry' });
		worker.on('message', (reply: Reply) => this.#hear(reply));
		worker.on('error', error => this.log.error(error));
		worker.on('exit', code => {
			if (this.#worker === worker) { this.#worker = undefined; }
			for (const { failed } of this.#waiting.values()) { failed(new Error(`The registry's thread ended with code ${code}; the log has its last words`)); }
		});
		return worker;
	}

	#hear(reply: Reply): void {
		switch (reply.is) {
			case 'result': return this.#waiting.get(reply.id)?.done(reply.value);
			case 'failure': return this.#waiting.get(reply.id)?.failed(errorOf(reply.failure));
			case 'callback': return this.#leavings.call(reply.callback, reply.args);
			case 'changed': return this.#changed.fire();
			case 'log': return this.log[reply.level](reply.message);
			default: return assertNever(reply);
		}
	}
}

/** As `openRegistry`, on a thread of its own: nothing that a registry does, however large, holds up the thread that asks. */
export function openOnThread({ log, ...options }: ThreadOptions & { readonly log: Logger }): Registry {
	const thread = new RegistryThread(options, log);
	const asOf = async (moment: Moment): Promise<Registry> => {
		// The past is on a thread of its own, which goes when nobody looks at it any more.
		const past = openOnThread({ ...options, log, watch: false, moment });
		try {
			await past.pastName();
			return past;
		} catch (error) {
			await past.close();
			throw error;
		}
	};
	const own: Pick<Registry, Own> = { folder: options.folder, onDidChange: thread.onDidChange, asOf, close: () => thread.close(), dispose: () => void thread.close() };
	const verbs = new Map<string, (...args: readonly unknown[]) => Promise<unknown>>();
	return new Proxy(own as Pick<Registry, Own> & Verbs, {
		get(target, name) {
			if (typeof name === 'symbol' || name in target) { return Reflect.get(target, name) as unknown; }
			// A registry is no promise, though it is handed round in them.
			if (name === 'then') { return undefined; }
			let verb = verbs.get(name);
			if (!verb) { verbs.set(name, verb = (...args) => thread.call(name, args)); }
			return verb;
		},
	});
}
