import type { FileState, Version } from '../../core/model';
import type { Registry } from '../../core/registry';

/** Looks at once; the rest waits. */
const atOnce = 4;
/** Milliseconds after which a look is repeated when the row is shown again. */
const fresh = 30_000;

interface Look { readonly state: FileState | undefined; readonly at: number }

/** Whether the bytes of the versions in sight are there, told from names and sizes. Nothing is hashed, and no row waits for it. */
export class Presence {
	readonly #looks = new Map<string, Look>();
	readonly #waiting: (() => Promise<void>)[] = [];
	#running = 0;

	constructor(private readonly found: (version: string) => void, private readonly failed: (error: unknown) => void) {}

	/** What is known now. Looks, and tells `found`, where that is nothing or old. */
	of(registry: Registry, version: Version): FileState | undefined {
		const known = this.#looks.get(version.id);
		if (!version.purged && (!known || Date.now() - known.at > fresh)) {
			this.#looks.set(version.id, { state: known?.state, at: Date.now() });
			this.#waiting.push(() => this.#look(registry, version));
			this.#next();
		}
		return known?.state;
	}

	/** What a check of every byte has told. */
	learn(version: string, state: FileState): void {
		this.#looks.set(version, { state, at: Date.now() });
	}

	/** The next rows look again. */
	forget(): void {
		for (const [id, { state }] of this.#looks) { this.#looks.set(id, { state, at: 0 }); }
	}

	async #look(registry: Registry, version: Version): Promise<void> {
		const files = await registry.verify([version.id], { deep: false });
		const state = files.find(file => file.state !== 'ok')?.state ?? 'ok';
		const before = this.#looks.get(version.id)?.state;
		this.#looks.set(version.id, { state, at: Date.now() });
		if ((before ?? 'ok') !== state) { this.found(version.id); }
	}

	#next(): void {
		while (this.#running < atOnce) {
			const look = this.#waiting.shift();
			if (!look) { return; }
			this.#running++;
			void look().catch(this.failed).finally(() => { this.#running--; this.#next(); });
		}
	}
}
