import { parentPort, workerData } from 'node:worker_threads';
import type { Logger } from '../core/log';
import { openRegistry, type Registry } from '../core/registry';
import { failureOf } from './failure';
import type { Reply, Request, ThreadOptions } from './messages';
import { StandIns } from './stayBehind';

/** The thread that a registry lives on: calls come in as messages, and go out as their results. */
function serve(port: NonNullable<typeof parentPort>, options: ThreadOptions): void {
	const say = (reply: Reply) => port.postMessage(reply);
	const line = (level: keyof Logger) => (message: string | Error) => say({ is: 'log', level, message: message instanceof Error ? message.stack ?? message.message : message });
	const log: Logger = { trace: line('trace'), debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
	const { moment, ...rest } = options;
	const registry = openRegistry({ ...rest, log });
	let then: Promise<Registry> | undefined;
	const asked = () => (moment ? then ??= registry.asOf(moment) : registry);
	const standIns = new StandIns((callback, args) => say({ is: 'callback', callback, args }));
	registry.onDidChange(() => say({ is: 'changed' }));

	const answer = async ({ id, verb, args }: Extract<Request, { is: 'call' }>) => {
		const unpacked = standIns.unpack(args);
		try {
			const verbs = await asked() as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
			const call = verbs[verb];
			if (!call) { throw new TypeError(`The registry has no verb '${verb}'`); }
			say({ is: 'result', id, value: await call(...unpacked.args) });
		} catch (error) {
			say({ is: 'failure', id, failure: failureOf(error) });
		} finally {
			unpacked.done();
		}
	};
	port.on('message', (request: Request) => {
		switch (request.is) {
			case 'call': return void answer(request);
			case 'abort': return standIns.abort(request.signal);
			// With the port closed nothing keeps the thread alive but what it is still about.
			case 'close': return void registry.close().finally(() => port.close());
		}
	});
}

if (!parentPort) { throw new Error('This is started as a thread'); }
serve(parentPort, workerData as ThreadOptions);
