/**
 * A function or a signal can't go to another thread. A number goes in its place, by which calls come back and aborts follow. Looked for where the
 * front door's verbs take them: as an argument, or as a field of one (`signal`, `onProgress`).
 */
class Left {
	readonly $left = true;
	constructor(readonly kind: 'callback' | 'signal', readonly id: number) {}
}

type Callback = (...args: readonly unknown[]) => unknown;

/** What of a call stays behind, by number; `send` is told what to say when a signal aborts. */
export class Leavings {
	readonly #callbacks = new Map<number, Callback>();
	#next = 0;

	constructor(private readonly abort: (signal: number) => void) {}

	/** The arguments as they can go, and what to call when the call is over. */
	pack(args: readonly unknown[]): { readonly args: readonly unknown[]; readonly done: () => void } {
		const undo: (() => void)[] = [];
		return { args: eachField(args, value => this.#leave(value, undo)), done: () => { for (const step of undo) { step(); } } };
	}

	call(id: number, args: readonly unknown[]): void {
		this.#callbacks.get(id)?.(...args);
	}

	#leave(value: unknown, undo: (() => void)[]): unknown {
		if (typeof value === 'function') {
			const id = this.#next++;
			this.#callbacks.set(id, value as Callback);
			undo.push(() => this.#callbacks.delete(id));
			return new Left('callback', id);
		}
		if (value instanceof AbortSignal) {
			const id = this.#next++;
			const tell = () => this.abort(id);
			value.addEventListener('abort', tell, { once: true });
			undo.push(() => value.removeEventListener('abort', tell));
			return value.aborted ? new Left('signal', abortedAlready) : new Left('signal', id);
		}
		return value;
	}
}

const abortedAlready = -1;

/** On the other side: arguments with something in place of what stayed behind. */
export class StandIns {
	readonly #signals = new Map<number, AbortController>();

	constructor(private readonly call: (callback: number, args: readonly unknown[]) => void) {}

	unpack(args: readonly unknown[]): { readonly args: readonly unknown[]; readonly done: () => void } {
		const undo: (() => void)[] = [];
		return { args: eachField(args, value => (isLeft(value) ? this.#standIn(value, undo) : value)), done: () => { for (const step of undo) { step(); } } };
	}

	abort(signal: number): void {
		this.#signals.get(signal)?.abort();
	}

	#standIn({ kind, id }: Left, undo: (() => void)[]): unknown {
		if (kind === 'callback') { return (...args: readonly unknown[]) => this.call(id, args); }
		if (id === abortedAlready) { return AbortSignal.abort(); }
		const controller = new AbortController();
		this.#signals.set(id, controller);
		undo.push(() => this.#signals.delete(id));
		return controller.signal;
	}
}

/** A class's instance arrives as a plain object. */
function isLeft(value: unknown): value is Left {
	return typeof value === 'object' && value !== null && '$left' in value && value.$left === true;
}

function eachField(args: readonly unknown[], change: (value: unknown) => unknown): readonly unknown[] {
	return args.map(arg => {
		const changed = change(arg);
		if (changed !== arg || typeof arg !== 'object' || arg === null || Object.getPrototypeOf(arg) !== Object.prototype) { return changed; }
		return Object.fromEntries(Object.entries(arg).map(([name, value]) => [name, change(value)]));
	});
}
