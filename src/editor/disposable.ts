export interface Disposable { dispose(): unknown }

/** Whatever has parts to let go of. A part that arrives late is let go of at once. */
export abstract class Parts implements Disposable {
	readonly #parts: Disposable[] = [];
	#disposed = false;

	protected own<T extends Disposable>(part: T): T {
		if (this.#disposed) { part.dispose(); } else { this.#parts.push(part); }
		return part;
	}

	get disposed(): boolean {
		return this.#disposed;
	}

	dispose(): void {
		this.#disposed = true;
		for (const part of this.#parts.splice(0).reverse()) { part.dispose(); }
	}
}
