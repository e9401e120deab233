import type { Memento } from 'vscode';

const kept = 'hiddenRuns';
/** The last ones that were hidden: a workspace isn't the place for more. */
const most = 5_000;

/** Runs that the person doesn't want to see in this workspace. */
export class HiddenRuns {
	#keys: ReadonlySet<string>;

	constructor(private readonly memory: Memento) {
		const found: unknown = memory.get(kept);
		this.#keys = new Set(Array.isArray(found) ? found.filter(key => typeof key === 'string') : []);
	}

	has(key: string): boolean {
		return this.#keys.has(key);
	}

	get size(): number {
		return this.#keys.size;
	}

	async hide(keys: readonly string[]): Promise<void> {
		await this.#keep([...this.#keys, ...keys]);
	}

	async show(keys?: readonly string[]): Promise<void> {
		const again = new Set(keys ?? this.#keys);
		await this.#keep([...this.#keys].filter(key => !again.has(key)));
	}

	async #keep(keys: readonly string[]): Promise<void> {
		this.#keys = new Set(keys.slice(-most));
		await this.memory.update(kept, [...this.#keys]);
	}
}
