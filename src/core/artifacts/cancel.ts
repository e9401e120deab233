import { RegistryError } from '../errors';

/** Bytes done and to do. */
export interface Progress { readonly bytes: number; readonly total: number }

/** What every long verb of the store takes. */
export interface Watched {
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: Progress) => void;
}

/** One file after the other in small pieces, with a rest after each: for work that nobody waits for. */
export interface Gentle { readonly rest?: (() => Promise<void>) | undefined }

/** Throws 'cancelled' when `signal` says so. `what` is the beginning of the sentence: 'Storing models/a.pt'. */
export function throwIfCancelled(signal: AbortSignal | undefined, what: string): void {
	if (signal?.aborted) { throw new RegistryError('cancelled', { what }); }
}

/** Adds up bytes and reports them. Reports 0 at once, so that a bar can stand before the first byte is read. */
export function meter(total: number, onProgress: Watched['onProgress']): (bytes: number) => void {
	let done = 0;
	onProgress?.({ bytes: 0, total });
	return bytes => {
		done += bytes;
		onProgress?.({ bytes: Math.min(done, total), total });
	};
}
