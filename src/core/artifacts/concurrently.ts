import { breathe } from '../files/breathe';

/**
 * Works on `items` in `lanes` lanes, each one item at a time. After the first failure (or when `signal` says so, which `work` has to
 * heed) nothing new is begun; it is thrown when all lanes have come to rest, so that what they wrote can be removed.
 */
export async function concurrently<T>(
	items: Iterable<T>, lanes: number, signal: AbortSignal | undefined, work: (item: T, lane: number, signal: AbortSignal) => Promise<void>,
): Promise<void> {
	const iterator = items[Symbol.iterator]();
	const stop = new AbortController();
	const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
	let failure: { readonly error: unknown } | undefined;
	const run = async (lane: number) => {
		while (!failure) {
			const next = iterator.next();
			if (next.done) { return; }
			try {
				await work(next.value, lane, either);
				// Of small files everything is done at once: others have their turn between two.
				await breathe();
			} catch (error) {
				failure ??= { error };
				stop.abort();
			}
		}
	};
	await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
	if (failure) { throw failure.error; }
}
