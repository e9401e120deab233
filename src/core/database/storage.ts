import { open } from 'node:fs/promises';

/** Where a database lies: `data` is its file, `whole` the memory that it may grow in without being moved. */
export interface Storage { readonly data: Uint8Array; readonly whole: Uint8Array }

/** Bytes read at a time. */
const part = 4 << 20;
const leastRoom = 4 << 20;

/**
 * Memory for a database of `length` bytes with room for a quarter more, or for `room` bytes. What isn't used of it costs nothing. sql.js keeps a file in one array,
 * the `slice` of what it is given. That is a copy, and another each time that the file outgrows it; here it is `whole` itself, so that the file can be read
 * where it lies, too. Should sql.js come to do otherwise, a copy is made as ever (see `Database.bytes`).
 */
export function storageOf(length: number, room = 0): Storage {
	const whole = new Uint8Array(Math.max(room, Math.ceil(length * 1.25), length + leastRoom));
	const data = whole.subarray(0, length);
	Object.defineProperty(data, 'slice', { value: () => whole });
	return { data, whole };
}

/** A database's file. Throws system errors as they are. */
export async function readStorage(path: string): Promise<Storage> {
	const file = await open(path, 'r');
	try {
		const storage = storageOf((await file.stat()).size);
		for (let at = 0; at < storage.data.length;) {
			const { bytesRead } = await file.read(storage.data, at, Math.min(part, storage.data.length - at), at);
			if (bytesRead === 0) { break; }
			at += bytesRead;
		}
		return storage;
	} finally {
		await file.close();
	}
}
