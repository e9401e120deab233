import { open, type FileHandle } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;
/** Pictures and sounds are longer; they are stepped over unread. */
const maxRecord = 256 * 1024;
const headerBytes = 12;
const footerBytes = 4;

/**
 * The records of a TFRecord file in their order (TensorFlow documentation, 'TFRecords format details'): u64 length, masked CRC-32C of it,
 * data, CRC. Long records are stepped over; a file that is cut off, as a live one is, ends with its last whole record. `tail` (bytes) asks for
 * records from the first and the last part of the file only. They come as many at a time as one reading gave,
 * and hold good until the next are asked for: a log of scalars has millions.
 */
export async function* tfRecords(path: string, tail?: number): AsyncGenerator<readonly Buffer[]> {
	const file = await open(path, 'r');
	try {
		const { size } = await file.stat();
		if (tail === undefined || size <= 2 * tail) {
			yield* between(file, 0, size);
			return;
		}
		yield* between(file, 0, tail);
		const start = await boundary(file, size - tail, size);
		if (start !== undefined) { yield* between(file, start, size); }
	} finally {
		await file.close();
	}
}

async function* between(file: FileHandle, from: number, to: number): AsyncGenerator<readonly Buffer[]> {
	// Used again for every reading: whoever takes records is done with them when it asks for the next.
	const room = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, to - from)));
	let chunk = room.subarray(0, 0);
	let start = from;
	let ready: Buffer[] = [];
	const isHere = (at: number, length: number) => at >= start && at + length <= start + chunk.length;
	/** Reads on from `at`, no less than `length` bytes. False where the file ends before. */
	async function fetch(at: number, length: number): Promise<boolean> {
		if (at + length > to) { return false; }
		const wanted = length > room.length ? Buffer.allocUnsafe(length) : room.subarray(0, Math.min(room.length, to - at));
		const { bytesRead } = await file.read(wanted, 0, wanted.length, at);
		[chunk, start] = [wanted.subarray(0, bytesRead), at];
		return bytesRead >= length;
	}

	for (let at = from; ;) {
		if (!isHere(at, headerBytes)) {
			if (ready.length) { yield ready; }
			ready = [];
			if (!await fetch(at, headerBytes)) { return; }
		}
		const length = Number(chunk.readBigUInt64LE(at - start));
		if (!isHeader(chunk, at - start) || at + headerBytes + length + footerBytes > to) { break; }
		if (length <= maxRecord) {
			if (!isHere(at + headerBytes, length)) {
				if (ready.length) { yield ready; }
				ready = [];
				if (!await fetch(at + headerBytes, length)) { return; }
			}
			ready.push(chunk.subarray(at + headerBytes - start, at + headerBytes - start + length));
		}
		at += headerBytes + length + footerBytes;
	}
	if (ready.length) { yield ready; }
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
