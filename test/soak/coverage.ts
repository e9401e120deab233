import { Session, type Profiler } from 'node:inspector';

/** What of this program has run, by V8's own block coverage: the signal that a fuzzer goes by. */
export class Coverage {
	readonly #session = new Session();
	readonly #seen = new Set<string>();

	constructor() {
		this.#session.connect();
		this.#session.post('Profiler.enable');
		this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
	}

	get blocks(): number {
		return this.#seen.size;
	}

	/** Whether anything ran since the last look that never did before; a block that ran eight times as often counts as new. */
	look(): boolean {
		const before = this.#seen.size;
		// In this process the answer comes before `post` returns.
		this.#session.post('Profiler.takePreciseCoverage', (error: Error | null, found: Profiler.TakePreciseCoverageReturnType) => {
			if (error) { throw error; }
			for (const script of found.result) {
				if (!script.url.includes('/out/')) { continue; }
				for (const { ranges } of script.functions) {
					for (const { startOffset, endOffset, count } of ranges) {
						if (count > 0) { this.#seen.add(`${startOffset}-${endOffset}-${Math.floor(Math.log2(count) / 3)}`); }
					}
				}
			}
		});
		return this.#seen.size > before;
	}

	dispose(): void {
		this.#session.post('Profiler.stopPreciseCoverage');
		this.#session.disconnect();
	}
}
