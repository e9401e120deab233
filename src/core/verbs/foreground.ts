import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks whether somebody still waits. */
const look = 10;
/** Milliseconds after which work in the background goes on a little although somebody waits: he may wait for hours of hashing. */
const patience = 500;

/** What somebody waits for just now: work that nobody waits for steps aside. */
export class Foreground {
	#running = 0;

	during<R>(work: () => R): R {
		this.#running++;
		const done = () => { this.#running--; };
		let result: R;
		try {
			result = work();
		} catch (error) {
			done();
			throw error;
		}
		if (result instanceof Promise) { result.then(done, done); } else { done(); }
		return result;
	}

	/** A rest after a piece of background work: as long as the work took, so that half of the time is left to others, and until nobody waits. */
	async rest(worked: number): Promise<void> {
		await sleep(Math.min(worked, patience));
		for (let waited = 0; this.#running > 0 && waited < patience; waited += look) { await sleep(look); }
	}
}
