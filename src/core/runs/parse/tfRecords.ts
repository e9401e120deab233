import { open, type FileHandle } from 'node:fs/promises';
import { breathe } from '../../files/breathe';

const chunkBytes = 1024 * 1024;
/** Pictures and sounds are longer; they are stepped over unread. */
const maxRecord = 256 * 1024;
const headerBytes = 12;
const footerBytes = 4;

/** Told where a record's data is: bytes hold good until it returns. */
export type VisitRecord = (bytes: Buffer, start: number, end: number) => void;

/**
 * Visits the records of a TFRecord file in their order (TensorFlow documentation, 'TFRecords format details'): u64 length, masked CRC-32C of it,
 * data, CRC. Long records are stepped over; a file that is cut off, as a live one is, ends with its last whole record. `tail` (bytes) asks for
 * records from the first and the last part of the file only. Nothing is made for a record: a log of scalars has millions.
 */
export async function eachTfRecord(path: string, visit: VisitRecord, tail?: number): Promise<void> {
	const file = await open(path, 'r');
	try {
		const { size } = await file.stat();
		if (tail === undefined || size <= 2 * tail) {
			await between(file, 0, size, visit);
			return;
		}
		await between(file, 0, tail, visit);
		const start = await boundary(file, size - tail, size);
		if (start !== undefined) { await between(file, start, size, visit); }
	} finally {
		await file.close();
	}
}

async function between(file: FileHandle, from: number, to: number, visit: VisitRecord): Promise<void> {
	// Used again for every reading. A record that is cut by its end is read again with what follows it.
	const room = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, to - from)));
	for (let start = from; start + headerBytes <= to;) {
		const { bytesRead } = await file.read(room, 0, Math.min(room.length, to - start), start);
		let at = 0;
		while (at + headerBytes <= bytesRead) {
			const length = room.readUInt32LE(at) + room.readUInt32LE(at + 4) * 2 ** 32;
			const next = at + headerBytes + length + footerBytes;
			if (!isHeader(room, at) || start + next > to) { return; }
			if (length <= maxRecord) {
				if (next - footerBytes > bytesRead) { break; }
				visit(room, at + headerBytes, at + headerBytes + length);
			}
			at = next;
		}
		// The file has become shorter meanwhile.
		if (at === 0) { return; }
		start += at;
		await breathe();
	}
}

/** Where the first record at or after `from` begins: where eight bytes are followed by their own checksum. */
async function boundary(file: FileHandle, from: number, to: number): Promise<number | undefined> {
	const bytes = Buffer.alloc(to - from);
	const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
	for (let at = 0; at + headerBytes <= bytesRead; at++) {
		// A length of more than 4 GiB is none: four zero bytes rule out nearly every place before the checksum is reckoned.
		if (bytes.readUInt32LE(at + 4) === 0 && bytes.readUInt32LE(at) <= bytesRead && isHeader(bytes, at)) { return from + at; }
	}
	return undefined;
}

function isHeader(bytes: Buffer, at: number): boolean {
	const crc = crc32c(bytes, at, at + 8);
	return bytes.readUInt32LE(at + 8) === (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) { value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1; }
	return value >>> 0;
});

function crc32c(bytes: Buffer, from: number, to: number): number {
	let crc = 0xffffffff;
	for (let at = from; at < to; at++) { crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0); }
	return (crc ^ 0xffffffff) >>> 0;
}
