import { mutate, pick, random } from '../core/support/mutations';
import { Coverage } from './coverage';
import { fuzzTargets, type FuzzTarget } from './fuzzTargets';

/** Inputs between two looks at what they reached. */
const batch = 64;
/** Inputs that are kept to go on from. */
const mostKept = 500;

export interface Fuzzed { readonly executions: number; readonly kept: number; readonly blocks: number }

/**
 * Feeds a reader changed inputs and keeps those that reach code no input reached before, to change them further. What a reader throws ends it, with the seed and
 * the input in the error. In one thread, with V8's coverage as the guide: it needs nothing that has to be compiled for the machine.
 */
export function fuzz(name: keyof typeof fuzzTargets, executions: number, seed: string): Fuzzed {
	const target: FuzzTarget = fuzzTargets[name];
	const next = random(`${seed} ${name}`);
	const corpus: Buffer[] = target.seeds.map(text => Buffer.from(text));
	const coverage = new Coverage();
	try {
		for (const input of corpus) { run(target, input, name, seed); }
		coverage.look();
		for (let done = 0; done < executions; done += batch) {
			const inputs = Array.from({ length: batch }, () => mutate(pick(next, corpus), pick(next, corpus), next).bytes.subarray(0, 100_000));
			for (const input of inputs) { run(target, input, name, seed); }
			if (coverage.look() && corpus.length < mostKept) { corpus.push(...reaching(coverage, target, inputs, name, seed)); }
		}
		return { executions, kept: corpus.length, blocks: coverage.blocks };
	} finally {
		coverage.dispose();
	}
}

/** Of a batch that reached something new, the inputs that did: by running each again. Which of two that did the same is kept plays no part. */
function reaching(coverage: Coverage, target: FuzzTarget, inputs: readonly Buffer[], name: string, seed: string): readonly Buffer[] {
	const weight = new Map<Buffer, number>();
	for (const input of inputs) {
		const before = performance.now();
		run(target, input, name, seed);
		weight.set(input, performance.now() - before);
	}
	coverage.look();
	// The whole batch has it: the longest runs are the likeliest, and a few of them are enough to go on from.
	return [...weight].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([input]) => input);
}

function run(target: FuzzTarget, input: Buffer, name: string, seed: string): void {
	try {
		target.run(input);
	} catch (cause) {
		throw new Error(`${name}, seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)} on ${input.subarray(0, 2_000).toString('base64')}`, { cause });
	}
}
