import { createGunzip, createInflate } from 'node:zlib';
import type { RangeReader } from '../format';
import { PickleProblem, type ByteSource } from './cursor';

const CHUNK = 256 * 1024;
/** A pickle says what it is early; past this it is data, or a bomb. */
const MOST = 256 * 1024 * 1024;

/** The bytes of a zlib or gzip file, unpacked as they are asked for. Call `close` when done. */
export function inflatedSource(file: RangeReader, packing: 'zlib' | 'gzip'): ByteSource & { close(): void } {
	const inflater = packing === 'gzip' ? createGunzip({ chunkSize: CHUNK }) : createInflate({ chunkSize: CHUNK });
	const chunks = inflater[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
	let at = 0;
	let given = 0;
	const feed = async (): Promise<void> => {
		while (at < file.size && !inflater.destroyed) {
			const length = Math.min(CHUNK, file.size - at);
			const chunk = await file.read(at, length);
			at += length;
			if (!inflater.write(chunk)) {
				await new Promise<void>(resolve => { inflater.once('drain', resolve).once('close', resolve); });
			}
		}
		if (!inflater.destroyed) { inflater.end(); }
	};
	// What goes wrong in reading reaches the reader of the chunks.
	let feeding: Promise<void> | undefined;
	return {
		async next() {
			feeding ??= feed().catch((error: Error) => { inflater.destroy(error); });
			try {
				const result: IteratorResult<Buffer, undefined> = await chunks.next();
				if (result.done) { return undefined; }
				given += result.value.length;
				if (given > MOST) { throw new PickleProblem('it unpacks to more than is read'); }
				return result.value;
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) { throw new PickleProblem('its compressed bytes are damaged'); }
				throw error;
			}
		},
		close() { inflater.destroy(); },
	};
}
