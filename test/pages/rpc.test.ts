import assert from 'node:assert/strict';
import { AskError, connect, serve, type Answers, type Checks } from '../../src/protocol/rpc';
import { wire } from './support/wire';

interface Kitchen {
	asks: {
		double(of: number): number;
		forget(): void;
		burn(how: 'error' | 'reason' | 'text' | 'circle'): unknown;
		wait(name: string): string;
	};
	tells: { ready(dish: string, minutes: number): void };
}

const one = <T>(test: (value: unknown) => value is T) => (args: unknown): [T] => {
	if (!Array.isArray(args) || args.length !== 1 || !test(args[0])) { throw new Error('Bad arguments'); }
	return [args[0]];
};
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isText = (value: unknown): value is string => typeof value === 'string';
const isHow = (value: unknown): value is 'error' | 'reason' | 'text' | 'circle' => isText(value);
const checks: Checks<Kitchen> = { double: one(isNumber), forget: () => [], burn: one(isHow), wait: one(isText) };

class Refused extends Error { readonly reason = 'refused'; }

function kitchen(change: Partial<Answers<Kitchen>> = {}) {
	const { editor, page, sent } = wire();
	const failures: string[] = [];
	const heard: string[] = [];
	const served = serve<Kitchen>(editor, {
		double: of => of * 2,
		forget: () => undefined,
		burn(how) {
			switch (how) {
				case 'error': throw new Error('disk full');
				case 'reason': throw new Refused('The file is gone.');
				case 'text': throw 'smoke'; // eslint-disable-line @typescript-eslint/only-throw-error
				case 'circle': { const circle: Record<string, unknown> = {}; circle['self'] = circle; return circle; }
			}
		},
		wait: async name => name,
		...change,
	}, checks, (ask, error) => failures.push(`${ask}: ${error instanceof Error ? error.message : String(error)}`));
	const listen = () => connect<Kitchen>(page, { ready: (dish, minutes) => heard.push(`${dish} in ${minutes}`) });
	return { served, editor, page, sent, failures, heard, listen, ...listen() };
}

const settled = () => new Promise(resolve => setTimeout(resolve, 20));

describe('the wire between a page and the editor', () => {
	it('answers with values, and with nothing', async () => {
		const { ask } = kitchen();
		assert.equal(await ask('double', 21), 42);
		assert.equal(await ask('forget'), undefined);
	});

	it('keeps answers apart that come in another order', async () => {
		const open = new Map<string, () => void>();
		const { ask } = kitchen({ wait: name => new Promise(resolve => open.set(name, () => resolve(name))) });
		const asked = [ask('wait', 'first'), ask('wait', 'second')];
		await settled();
		open.get('second')?.();
		open.get('first')?.();
		assert.deepEqual(await Promise.all(asked), ['first', 'second']);
	});

	it('answers a throw with its sentence, and with its reason where it is the person\'s business', async () => {
		const { ask, failures } = kitchen();
		await assert.rejects(ask('burn', 'error'), (error: unknown) => error instanceof AskError && error.message === 'disk full' && error.reason === undefined);
		await assert.rejects(ask('burn', 'reason'), (error: unknown) => error instanceof AskError && error.message === 'The file is gone.' && error.reason === 'refused');
		await assert.rejects(ask('burn', 'text'), { name: 'AskError', message: 'smoke' });
		assert.deepEqual(failures, ['burn: disk full', 'burn: The file is gone.', 'burn: smoke']);
	});

	it('answers what can\'t cross the wire with a failure', async () => {
		const { ask, failures } = kitchen();
		await assert.rejects(ask('burn', 'circle'), /circular/i);
		assert.equal(failures.length, 1);
	});

	it('refuses an ask that nobody answers, a built-in name among them', async () => {
		const { ask } = kitchen();
		const unknown = ask as unknown as (ask: string) => Promise<unknown>;
		await assert.rejects(unknown('missing'), { message: "Nobody answers 'missing'" });
		await assert.rejects(unknown('toString'), { message: "Nobody answers 'toString'" });
		await assert.rejects(unknown('__proto__'), { message: "Nobody answers '__proto__'" });
	});

	it('checks arguments before an answer sees them', async () => {
		const { ask } = kitchen();
		await assert.rejects(ask('double', 'two' as unknown as number), { message: 'Bad arguments' });
	});

	it('gives every ask exactly one answer, and none to what is no ask', async () => {
		const { page, sent, ask } = kitchen({ wait: name => new Promise(resolve => setTimeout(() => resolve(name), 5)) });
		await ask('double', 1);
		for (const noise of [undefined, null, 7, 'double', [], {}, { id: 3, ask: 'double' }, { id: 'x' }, { ask: 'double', args: [] }, { tell: 'ready' }, { id: 'y', err: 'no record' }]) { page.post(noise); }
		page.post({ id: 'same', ask: 'wait', args: ['once'] });
		page.post({ id: 'same', ask: 'wait', args: ['twice'] });
		await settled();
		const answers = sent.filter(message => typeof message === 'object' && message !== null && 'id' in message && !('ask' in message) && ('ok' in message || 'err' in message) && message.id === 'same');
		assert.deepEqual(answers, [{ id: 'same', ok: 'once' }]);
	});

	it('tells', async () => {
		const { served, heard } = kitchen();
		served.tell('ready', 'soup', 5);
		await settled();
		assert.deepEqual(heard, ['soup in 5']);
	});

	it('ignores a tell that nobody listens to', async () => {
		const { editor, heard } = kitchen();
		editor.post({ tell: 'burnt', args: [] });
		editor.post({ tell: 'toString', args: [] });
		await settled();
		assert.deepEqual(heard, []);
	});

	it('drops what is cancelled on both sides', async () => {
		const seen: AbortSignal[] = [];
		const { until, sent } = kitchen({ wait: (name, signal) => { seen.push(signal); return new Promise(resolve => setTimeout(() => resolve(name), 10)); } });
		const stop = new AbortController();
		const asked = until(stop.signal)('wait', 'long');
		setTimeout(() => stop.abort(new Error('left')), 3);
		await assert.rejects(asked, { message: 'left' });
		await settled();
		assert.deepEqual(seen.map(signal => signal.aborted), [true]);
		assert.equal(sent.filter(message => typeof message === 'object' && message !== null && 'ok' in message).length, 0);
		await assert.rejects(until(stop.signal)('wait', 'again'), { message: 'left' });
		assert.equal(seen.length, 1, 'what was given up before is not asked');
	});

	it('doesn\'t take an answer that was meant for the page before it', async () => {
		let finish = () => { /* set below */ };
		const { ask, listen } = kitchen({ wait: name => name === 'old' ? new Promise(resolve => { finish = () => resolve('late'); }) : new Promise(() => { /* never */ }) });
		void ask('wait', 'old');
		await settled();
		// The page is loaded anew: its counting starts again.
		let answered = false;
		void listen().ask('wait', 'new').then(() => { answered = true; });
		finish();
		await settled();
		assert.equal(answered, false);
	});

	it('says nothing more once it is over', async () => {
		let signal: AbortSignal | undefined;
		const { served, ask, sent } = kitchen({ wait: (name, stop) => { signal = stop; return new Promise(resolve => setTimeout(() => resolve(name), 5)); } });
		void ask('wait', 'long');
		await settled().then(() => void ask('wait', 'longer'));
		await new Promise(resolve => setImmediate(resolve));
		const before = sent.length;
		served.dispose();
		served.tell('ready', 'soup', 1);
		await settled();
		assert.equal(signal?.aborted, true);
		assert.equal(sent.length, before);
	});
});
