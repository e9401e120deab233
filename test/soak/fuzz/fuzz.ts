import { pick, random } from '../../core/support/mutations';
import { change } from './change';
import { Hits, type Pair } from './hits';
import { fuzzTargets } from './targets';
import type { Input, Reading } from './target';

/** Inputs that are kept in memory to go on from. */
const mostKept = 3_000;

export interface Fuzzed {
	readonly executions: number;
	/** Branches of the product that some input reached. */
	readonly branches: number;
	/** Inputs that reached a branch which neither the seeds nor those given had reached, in the order in which they were found. */
	readonly found: readonly Input[];
}

/** An input that is gone on from, with what it was compared with when it ran. */
interface Kept extends Input { readonly pairs: readonly Pair[] }

/**
 * Feeds a reader changed inputs and goes on from those that reach code no input reached before, or a branch another number of times. What a reader throws ends
 * it, with the seed and the input in the error. Runs in a build of its own, in which branches count and comparisons are noted down: instrument.mjs.
 *
 * @param corpus inputs that were found before
 */
export async function fuzz(name: string, executions: number, seed: string, corpus: readonly Input[]): Promise<Fuzzed> {
	const open = fuzzTargets[name];
	if (!open) { throw new Error(`Nothing is called ${name}`); }
	const reading = await open();
	const hits = new Hits();
	const next = random(`${seed} ${name}`);
	const kept: Kept[] = [];
	const found: Input[] = [];
	try {
		for (const input of [...reading.seeds, ...corpus]) {
			hits.clear();
			await run(reading, input, name, seed);
			hits.look();
			kept.push({ ...input, pairs: hits.pairs() });
		}
		const words = hits.words();
		for (let done = 0; done < executions; done++) {
			// Half of the time one of those that were found last.
			const parent = next() < 0.5 ? pick(next, kept) : pick(next, kept.slice(-32));
			const input = change(parent, { corpus: kept, words, pairs: parent.pairs }, next);
			hits.clear();
			await run(reading, input, name, seed);
			const fresh = hits.look();
			if (fresh.branches) { found.push(input); }
			if (fresh.branches + fresh.times && kept.length < mostKept) { kept.push({ ...input, pairs: hits.pairs() }); }
		}
		return { executions, branches: hits.branches, found };
	} finally {
		reading.close();
	}
}

/** Of inputs the smallest that together reach every branch which the seeds don't: what is worth keeping. */
export async function fewest(name: string, inputs: readonly Input[]): Promise<readonly Input[]> {
	const reading = await fuzzTargets[name]?.();
	if (!reading) { return []; }
	const hits = new Hits();
	const chosen: Input[] = [];
	try {
		for (const input of [...reading.seeds, ...[...inputs].sort((a, b) => a.bytes.length - b.bytes.length)]) {
			hits.clear();
			await run(reading, input, name, 'fewest');
			if (hits.look().branches && !reading.seeds.includes(input)) { chosen.push(input); }
		}
		return chosen;
	} finally {
		reading.close();
	}
}

async function run(reading: Reading, input: Input, name: string, seed: string): Promise<void> {
	try {
		await reading.run(input);
	} catch (cause) {
		throw new Error(`${name}, seed ${seed}, ${input.place}: ${cause instanceof Error ? cause.stack ?? cause.message : String(cause)} on ${input.bytes.subarray(0, 4_000).toString('base64')}`, { cause });
	}
}
