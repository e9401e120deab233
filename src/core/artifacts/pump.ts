import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import type { OpenedFile } from '../files/openFile';
import type { Digest } from '../model';
import { throwIfCancelled } from './cancel';
import type { OpenFile } from './openRegular';

/** Bytes per read and write: measured, smaller ones cost up to twice the processor time. */
export const chunk = 4 * 1024 * 1024;

/** Bytes hashed before others have their turn: 1 to 5 ms, as the processor has instructions for SHA or not. */
const slice = 1024 * 1024;

/** Two buffers that one lane reads into by turns; they grow to what its largest file needs and no further than `most`. */
export class Buffers {
	#pair: readonly [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];

	constructor(private readonly most = chunk) {}

	for(bytes: number): readonly [Buffer, Buffer] {
		const size = Math.min(bytes + 1, this.most);
		if (this.#pair[0].length < size) { this.#pair = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)]; }
		return this.#pair;
	}
}

/** What one lane of a long verb works with. */
export interface Lane {
	readonly signal: AbortSignal | undefined;
	/** 'Storing models/a.pt', for the sentence after a cancel. */
	readonly what: string;
	readonly buffers: Buffers;
	readonly onBytes: (bytes: number) => void;
	/** Awaited after each part, where others come first. */
	readonly rest?: (() => Promise<void>) | undefined;
}

export interface Sink {
	readonly handle: OpenedFile;
	/** Turns a failed write into what the user is told. */
	readonly failed: (error: unknown) => Error;
}

/**
 * Reads an open file once from its start: hashes it, and writes it to `sink` where there is one. The next part is read and the last one written while one
 * is hashed. Throws 'changed-while-read' when the file is longer or shorter than it said, 'cancelled', 'unreadable' and what `sink` says; no I/O is under way then.
 */
export async function pump(source: OpenFile, shown: string, lane: Lane, sink?: Sink): Promise<Digest> {
	const hash = createHash('sha256');
	let [current, next] = lane.buffers.for(source.bytes);
	let position = 0;
	const read = async (into: Buffer, at: number) => {
		try {
			return (await source.handle.read(into, 0, into.length, at)).bytesRead;
		} catch (error) {
			throw asRegistryError(error, shown, 'read');
		}
	};
	throwIfCancelled(lane.signal, lane.what);
	let filled = await read(current, 0);
	while (filled > 0) {
		throwIfCancelled(lane.signal, lane.what);
		const part = current.subarray(0, filled);
		if (position + filled > source.bytes) { break; }
		const reading = read(next, position + filled);
		const writing = sink ? writeAll(sink, part, position) : undefined;
		const hashing = update(hash, part);
		const [then, written] = await Promise.allSettled([reading, writing, hashing]);
		if (written.status === 'rejected') { throw written.reason; }
		if (then.status === 'rejected') { throw then.reason; }
		lane.onBytes(filled);
		await lane.rest?.();
		position += filled;
		filled = then.value;
		[current, next] = [next, current];
	}
	if (position + filled !== source.bytes) { throw new RegistryError('changed-while-read', { path: shown }); }
	return hash.digest('hex');
}

async function update(hash: Hash, part: Buffer): Promise<void> {
	for (let at = 0; at < part.length; at += slice) {
		if (at > 0) { await nextTurn(); }
		hash.update(part.subarray(at, at + slice));
	}
}

async function writeAll(sink: Sink, part: Buffer, position: number): Promise<void> {
	try {
		for (let done = 0; done < part.length;) {
			done += (await sink.handle.write(part, done, part.length - done, position + done)).bytesWritten;
		}
	} catch (error) {
		throw sink.failed(error);
	}
}
