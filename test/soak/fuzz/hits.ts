/** What the builds of the fuzzer leave (instrument.mjs). */
interface Instrumented {
	/** How often each branch ran, modulo 65536. */
	readonly $hits?: Uint16Array;
	/** The branches of each source file, and the texts in it. */
	readonly $parts?: readonly { readonly from: number; readonly to: number; readonly literals: readonly string[] }[];
	/** The last pairs of values that were compared and differed: a ring. */
	readonly $pairs?: { at: number; readonly left: readonly unknown[]; readonly right: readonly unknown[] };
}

/** Two values that were compared and differed. */
export type Pair = readonly [unknown, unknown];

/** What of the product ran, input by input: the signal that the fuzzer goes by. */
export class Hits {
	readonly #hits: Uint16Array;
	/** For each branch the orders of magnitude in which it ran so far, as bits: once, twice, three times, up to 7, 15, 31, 127, more. */
	readonly #seen: Uint8Array;
	readonly #parts: NonNullable<Instrumented['$parts']>;
	readonly #pairs: NonNullable<Instrumented['$pairs']>;

	constructor() {
		const { $hits, $parts, $pairs } = globalThis as Instrumented;
		if (!$hits || !$parts || !$pairs) { throw new Error('This bundle is not one of the fuzzer\'s: esbuild.mjs'); }
		this.#parts = $parts;
		this.#pairs = $pairs;
		this.#hits = $hits.subarray(0, Math.max(...$parts.map(part => part.to)));
		this.#seen = new Uint8Array(this.#hits.length);
		this.clear();
	}

	/** Branches that ran in some input that was looked at. */
	get branches(): number {
		return this.#seen.reduce((sum, bits) => sum + (bits ? 1 : 0), 0);
	}

	clear(): void {
		this.#hits.fill(0);
		this.#pairs.at = 0;
	}

	/** What the input since `clear` reached that none did before: branches, and branches that ran another number of times. Remembers it. */
	look(): { readonly branches: number; readonly times: number } {
		let branches = 0, times = 0;
		for (let i = 0; i < this.#hits.length; i++) {
			const count = this.#hits[i] ?? 0;
			if (count === 0) { continue; }
			const bit = magnitude(count), before = this.#seen[i] ?? 0;
			if (before & bit) { continue; }
			if (before === 0) { branches++; } else { times++; }
			this.#seen[i] = before | bit;
		}
		return { branches, times };
	}

	/** Texts in the source files that were reached: the words of the formats that they read. */
	words(): readonly string[] {
		return [...new Set(this.#parts.flatMap(({ from, to, literals }) => (this.#seen.subarray(from, to).some(bits => bits !== 0) ? literals : [])))];
	}

	pairs(): readonly Pair[] {
		const { at, left, right } = this.#pairs;
		return left.slice(0, at).map((one, place): Pair => [one, right[place]]);
	}
}

function magnitude(count: number): number {
	if (count <= 3) { return 1 << (count - 1); }
	return count < 8 ? 8 : count < 16 ? 16 : count < 32 ? 32 : count < 128 ? 64 : 128;
}
