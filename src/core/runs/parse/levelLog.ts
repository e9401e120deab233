import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const blockBytes = 32 * 1024;
const headerBytes = 7;
/** Read at a time: whole blocks. */
const chunkBytes = 32 * blockBytes;
/** A record is put together in memory; none in earnest is longer. */
const maxRecord = 64 * 1024 * 1024;

export interface LevelLogOptions {
	/** Checked by the caller; the blocks are counted from the beginning of the file all the same. */
	readonly fileHeader: number;
	/** Bytes from the beginning and from the end of a longer file; all of it unless told. */
	readonly ends?: number;
}

/**
 * The records of a log in LevelDB's format (leveldb, doc/log_format.md) as wandb writes it: 32 KiB blocks of chunks, each with the CRC-32 of
 * its type and payload. A log that is being written ends with its last whole record; at a damaged chunk the reading goes on in the next block.
 */
export async function* levelLogRecords(path: string, { fileHeader, ends }: LevelLogOptions): AsyncGenerator<Buffer> {
	const file = await open(path, 'r');
	try {
		const { size } = await file.stat();
		if (ends === undefined || size <= 2 * ends) {
			yield* recordsBetween(file, fileHeader, size);
			return;
		}
		yield* recordsBetween(file, fileHeader, ends);
		// A block begins at every multiple of its length; fragments of a record that began before are passed over.
		yield* recordsBetween(file, Math.ceil((size - ends) / blockBytes) * blockBytes, size);
	} finally {
		await file.close();
	}
}

async function* recordsBetween(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
	let parts: Buffer[] | undefined;
	let length = 0;
	for (let start = from - (from % blockBytes); start < to; start += chunkBytes) {
		const bytes = Buffer.alloc(Math.min(chunkBytes, to - start));
		const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
		for (let block = 0; block < bytesRead; block += blockBytes) {
			let at = Math.max(block, from - start);
			const end = Math.min(block + blockBytes, bytesRead);
			while (at + headerBytes <= end) {
				const size = bytes.readUInt16LE(at + 4);
				const type = bytes[at + 6] ?? 0;
				const payload = bytes.subarray(at + headerBytes, at + headerBytes + size);
				// Type 0 is room that was laid out and not written.
				if (type === 0 || type > 4 || at + headerBytes + size > end || crc32(bytes.subarray(at + 6, at + headerBytes + size)) !== bytes.readUInt32LE(at)) {
					parts = undefined;
					break;
				}
				at += headerBytes + size;
				if (type === 1) { yield payload; }
				if (type === 2) { [parts, length] = [[payload], size]; }
				if ((type === 3 || type === 4) && parts) {
					length += size;
					parts.push(payload);
					if (length > maxRecord) { parts = undefined; }
				}
				if (type === 4 && parts) {
					yield Buffer.concat(parts);
					parts = undefined;
				}
			}
		}
	}
}
