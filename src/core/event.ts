export interface Disposable { dispose(): void }

/** The call shape of `vscode.Event`, so that the editor can take an event of the core as it is. */
export type Event<T> = (listener: (event: T) => unknown, thisArg?: unknown, disposables?: Disposable[]) => Disposable;

export class Emitter<T> implements Disposable {
	readonly #listeners = new Set<(event: T) => unknown>();

	readonly event: Event<T> = (listener, thisArg, disposables) => {
		const bound = (event: T) => listener.call(thisArg, event);
		this.#listeners.add(bound);
		const subscription = { dispose: () => { this.#listeners.delete(bound); } };
		disposables?.push(subscription);
		return subscription;
	};

	fire(event: T): void {
		for (const listener of [...this.#listeners]) { listener(event); }
	}

	dispose(): void {
		this.#listeners.clear();
	}
}
