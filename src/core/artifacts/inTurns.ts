import { setImmediate as nextTurn } from 'node:timers/promises';

/** Visits `items` in order, and lets others have their turn every few milliseconds. */
export async function inTurns<T>(items: Iterable<T>, visit: (item: T) => void): Promise<void> {
	let count = 0;
	for (const item of items) {
		visit(item);
		if (++count % 2000 === 0) { await nextTurn(); }
	}
}
