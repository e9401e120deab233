import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { damaged } from '../damaged';
import type { RangeReader } from '../format';
import type { ByteSource } from './source';

const CHUNK = 256 * 1024;
/** A model says what it is early; past this it is data, or a bomb. */
const MOST = 256 * 1024 * 1024;

/** The bytes of a compressed file, unpacked as they are asked for. Throws RegistryError 'damaged-file'. Call `close` when done. */
export function inflatedSource(file: RangeReader, packing: 'zlib' | 'gzip' | 'raw'): ByteSource & { close(): void } {
	const inflater = { zlib: createInflate, gzip: createGunzip, raw: createInflateRaw }[packing]({ chunkSize: CHUNK });
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
				if (given > MOST) { throw damaged(file, 'it unpacks to more than is read'); }
				return result.value;
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) { throw damaged(file, 'its compressed bytes are not what they should be'); }
				throw error;
			}
		},
		close() { inflater.destroy(); },
	};
}
