/** A binary heap: `pop` gives the item that goes `before` all others. */
export class Heap<T> {
	readonly #items: T[] = [];

	constructor(private readonly before: (a: T, b: T) => boolean) {}

	push(item: T): void {
		const items = this.#items;
		let at = items.push(item) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!this.#swapped(at, parent)) { return; }
			at = parent;
		}
	}

	pop(): T | undefined {
		const items = this.#items;
		const first = items[0];
		const last = items.pop();
		if (last === undefined || items.length === 0) { return first; }
		items[0] = last;
		for (let at = 0; ;) {
			const left = 2 * at + 1, right = left + 1;
			const child = right < items.length && this.#goesBefore(right, left) ? right : left;
			if (child >= items.length || !this.#swapped(child, at)) { return first; }
			at = child;
		}
	}

	#goesBefore(a: number, b: number): boolean {
		const one = this.#items[a], other = this.#items[b];
		return one !== undefined && other !== undefined && this.before(one, other);
	}

	/** Swaps the lower with the upper where they stand the wrong way round. */
	#swapped(lower: number, upper: number): boolean {
		const one = this.#items[lower], other = this.#items[upper];
		if (one === undefined || other === undefined || !this.before(one, other)) { return false; }
		this.#items[lower] = other;
		this.#items[upper] = one;
		return true;
	}
}
