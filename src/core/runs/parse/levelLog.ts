import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { breathe } from '../../files/breathe';

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

/** Told where a record is: its bytes hold good until it returns. */
export type VisitRecord = (bytes: Buffer, start: number, end: number) => void;

/**
 * Visits the records of a log in LevelDB's format (leveldb, doc/log_format.md) as wandb writes it: 32 KiB blocks of chunks, each with the CRC-32 of
 * its type and payload. A log that is being written ends with its last whole record; at a damaged chunk the reading goes on in the next block.
 * Nothing is made for a record that is in one piece: a long training's log has millions.
 */
export async function eachLevelLogRecord(path: string, { fileHeader, ends }: LevelLogOptions, visit: VisitRecord): Promise<void> {
	const file = await open(path, 'r');
	try {
		const { size } = await file.stat();
		if (ends === undefined || size <= 2 * ends) {
			await recordsBetween(file, fileHeader, size, visit);
			return;
		}
		await recordsBetween(file, fileHeader, ends, visit);
		// A block begins at every multiple of its length; fragments of a record that began before are passed over.
		await recordsBetween(file, Math.ceil((size - ends) / blockBytes) * blockBytes, size, visit);
	} finally {
		await file.close();
	}
}

async function recordsBetween(file: FileHandle, from: number, to: number, visit: VisitRecord): Promise<void> {
	let parts: Buffer[] | undefined;
	let length = 0;
	// Used again for every reading.
	const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(chunkBytes, to - (from - (from % blockBytes)))));
	for (let start = from - (from % blockBytes); start < to; start += chunkBytes) {
		const { bytesRead } = await file.read(bytes, 0, Math.min(bytes.length, to - start), start);
		for (let block = 0; block < bytesRead; block += blockBytes) {
			let at = Math.max(block, from - start);
			const end = Math.min(block + blockBytes, bytesRead);
			while (at + headerBytes <= end) {
				const size = (bytes[at + 4] ?? 0) + (bytes[at + 5] ?? 0) * 256;
				const type = bytes[at + 6] ?? 0;
				const [payload, next] = [at + headerBytes, at + headerBytes + size];
				// Type 0 is room that was laid out and not written.
				if (type === 0 || type > 4 || next > end || crc32(bytes.subarray(at + 6, next)) !== bytes.readUInt32LE(at)) {
					parts = undefined;
					break;
				}
				at = next;
				if (type === 1) { visit(bytes, payload, next); }
				if (type === 2) { [parts, length] = [[Buffer.from(bytes.subarray(payload, next))], size]; }
				if ((type === 3 || type === 4) && parts) {
					length += size;
					parts.push(Buffer.from(bytes.subarray(payload, next)));
					if (length > maxRecord) { parts = undefined; }
				}
				if (type === 4 && parts) {
					const whole = Buffer.concat(parts);
					visit(whole, 0, whole.length);
					parts = undefined;
				}
			}
			// Some blocks are some milliseconds of work.
			await breathe();
		}
	}
}
