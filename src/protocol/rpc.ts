/** What a page may ask the editor, and what the editor may tell the page. Both are interfaces of functions. */
export interface Contract {
	asks: object;
	tells: object;
}

export type Args<F> = F extends (...args: infer A) => unknown ? A : never;
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

/** The editor's half of a contract. A missing answer does not compile. The signal is aborted when nobody waits for the answer any more. */
export type Answers<C extends Contract> = {
	readonly [A in keyof C['asks']]: (...args: [...Args<C['asks'][A]>, signal: AbortSignal]) => Result<C['asks'][A]> | Promise<Result<C['asks'][A]>>;
};

/** What turns the arguments that came over the wire into what an answer takes: of that very length, or it throws. */
export type Checks<C extends Contract> = {
	readonly [A in keyof C['asks']]: (args: unknown) => Args<C['asks'][A]>;
};

/** The page's half of a contract. */
export type Listeners<C extends Contract> = {
	readonly [T in keyof C['tells']]: (...args: Args<C['tells'][T]>) => void;
};

/** A two-way pipe: a `vscode.Webview` on one side, `acquireVsCodeApi()` on the other, a pair of arrays in tests. */
export interface Port {
	post(message: unknown): unknown;
	/** Returns what ends the listening. */
	listen(hear: (message: unknown) => void): () => void;
}

/** The id is the connection's own and a count: a page that was loaded anew can't take an answer that was meant for the one before it. */
interface Ask { readonly id: string; readonly ask: string; readonly args: unknown }
interface Cancel { readonly cancel: string }
/** What isn't a failure is an answer, `undefined` too: a wire that speaks JSON leaves that key out. */
interface Answer { readonly id: string; readonly ok?: unknown; readonly err?: { readonly message: string; readonly reason?: string } }
interface Tell { readonly tell: string; readonly args: readonly unknown[] }

/** An ask that failed. */
export class AskError extends Error {
	override readonly name = 'AskError';

	/** `reason` is the editor's word for what went wrong where it is the person's business; a bug has none. */
	constructor(message: string, readonly reason: string | undefined) {
		super(message);
	}
}

export interface Served<C extends Contract> {
	tell<T extends keyof C['tells'] & string>(tell: T, ...args: Args<C['tells'][T]>): void;
	/** Nothing is answered or told from here on; what is still being worked on is aborted. */
	dispose(): void;
}

/** Serves a page. Every ask gets exactly one answer, unless it was cancelled: a throw crosses the wire as `err`, and is given to `failed`. */
export function serve<C extends Contract>(port: Port, answers: Answers<C>, checks: Checks<C>, failed: (ask: string, error: unknown) => void): Served<C> {
	const running = new Map<string, AbortController>();
	let over = false;
	const refuse = (id: string, ask: string, error: unknown) => {
		failed(ask, error);
		const reason = error instanceof Error && 'reason' in error && typeof error.reason === 'string' ? error.reason : undefined;
		port.post({ id, err: { message: error instanceof Error ? error.message : String(error), ...(reason === undefined ? {} : { reason }) } } satisfies Answer);
	};
	const answer = async ({ id, ask, args }: Ask, stop: AbortController): Promise<void> => {
		try {
			if (!Object.hasOwn(answers, ask)) { throw new Error(`Nobody answers '${ask}'`); }
			const name = ask as keyof C['asks'];
			const ok: unknown = await answers[name](...checks[name](args), stop.signal);
			// Inside the try: what can't cross the wire is a failed answer too.
			if (!over && running.delete(id)) { port.post({ id, ok } satisfies Answer); }
		} catch (error) {
			const wanted = running.delete(id) || !stop.signal.aborted;
			if (!over && wanted) { refuse(id, ask, error); }
		}
	};
	const end = port.listen(message => {
		if (isCancel(message)) {
			running.get(message.cancel)?.abort();
			running.delete(message.cancel);
		} else if (isAsk(message) && !running.has(message.id)) {
			const stop = new AbortController();
			running.set(message.id, stop);
			void answer(message, stop);
		}
	});
	return {
		tell: (tell, ...args) => { if (!over) { port.post({ tell, args } satisfies Tell); } },
		dispose() {
			over = true;
			end();
			for (const stop of running.values()) { stop.abort(); }
			running.clear();
		},
	};
}

type AskOf<C extends Contract> = <A extends keyof C['asks'] & string>(ask: A, ...args: Args<C['asks'][A]>) => Promise<Result<C['asks'][A]>>;

export interface Connection<C extends Contract> {
	/** Rejects with an AskError where the answer failed. */
	readonly ask: AskOf<C>;
	/** Asks that are given up when the signal is aborted: they reject with its reason, and what is answered later is not heard. */
	readonly until: (signal: AbortSignal) => AskOf<C>;
}

/** Connects a page to the editor that serves it. */
export function connect<C extends Contract>(port: Port, listeners: Listeners<C>): Connection<C> {
	const connection = Array.from(crypto.getRandomValues(new Uint32Array(2)), part => part.toString(36)).join('');
	const waiting = new Map<string, (answer: Answer) => void>();
	let asked = 0;
	port.listen(message => {
		if (isTell(message)) {
			if (Object.hasOwn(listeners, message.tell)) { (listeners[message.tell as keyof C['tells']] as (...args: readonly unknown[]) => void)(...message.args); }
		} else if (isAnswer(message)) {
			const hear = waiting.get(message.id);
			waiting.delete(message.id);
			hear?.(message);
		}
	});
	const until = (signal?: AbortSignal): AskOf<C> => (ask, ...args) => new Promise((resolve, reject) => {
		signal?.throwIfAborted();
		const id = `${connection}:${++asked}`;
		const giveUp = () => {
			waiting.delete(id);
			port.post({ cancel: id } satisfies Cancel);
			reject(signal?.reason as Error);
		};
		signal?.addEventListener('abort', giveUp, { once: true });
		waiting.set(id, ({ ok, err }) => {
			signal?.removeEventListener('abort', giveUp);
			if (err) { reject(new AskError(err.message, err.reason)); } else { resolve(ok as Result<C['asks'][typeof ask]>); }
		});
		port.post({ id, ask, args } satisfies Ask);
	});
	return { ask: until(), until };
}

function isRecord(message: unknown): message is Readonly<Record<string, unknown>> {
	return typeof message === 'object' && message !== null;
}

function isAsk(message: unknown): message is Ask {
	return isRecord(message) && typeof message['id'] === 'string' && typeof message['ask'] === 'string';
}

function isCancel(message: unknown): message is Cancel {
	return isRecord(message) && typeof message['cancel'] === 'string';
}

function isTell(message: unknown): message is Tell {
	return isRecord(message) && typeof message['tell'] === 'string' && Array.isArray(message['args']);
}

function isAnswer(message: unknown): message is Answer {
	return isRecord(message) && typeof message['id'] === 'string' && message['ask'] === undefined && (message['err'] === undefined || (isRecord(message['err']) && typeof message['err']['message'] === 'string'));
}
