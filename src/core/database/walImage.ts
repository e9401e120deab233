/**
 * A SQLite database file with the committed pages of its write-ahead log put in, as a reader would see it that opened both.
 * SQLite file format, sections 1.3 (header) and 4.1 (WAL file format). Nothing of the two is changed.
 */
export function withWal(database: Uint8Array, wal: Uint8Array | undefined): Uint8Array {
	const frames = wal ? committedFrames(Buffer.from(wal.buffer, wal.byteOffset, wal.byteLength)) : undefined;
	const pageSize = frames?.pageSize ?? 0;
	const bytes = frames ? frames.pageCount * pageSize : database.length;
	const image = new Uint8Array(Math.min(Math.max(bytes, 0), database.length + (wal?.length ?? 0)));
	image.set(database.subarray(0, image.length));
	for (const [page, data] of frames?.pages ?? []) {
		const at = (page - 1) * pageSize;
		if (at + pageSize <= image.length) { image.set(data, at); }
	}
	// Read and write versions: 2 asks for a WAL, which an image in memory has none of.
	if (image.length > 20) { image[18] = 1; image[19] = 1; }
	return image;
}

const headerBytes = 32;
const frameHeaderBytes = 24;

/** The last committed content of each page, and the size in pages after the last commit. Undefined where nothing was committed. */
function committedFrames(wal: Buffer): { readonly pageSize: number; readonly pageCount: number; readonly pages: ReadonlyMap<number, Uint8Array> } | undefined {
	if (wal.length < headerBytes) { return undefined; }
	const magic = wal.readUInt32BE(0);
	if (magic !== 0x377f0682 && magic !== 0x377f0683) { return undefined; }
	const read = magic === 0x377f0683 ? (at: number) => wal.readUInt32BE(at) : (at: number) => wal.readUInt32LE(at);
	const pageSize = wal.readUInt32BE(8);
	if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) { return undefined; }
	let sum = checksum(read, 0, 24, [0, 0]);
	if (sum[0] !== wal.readUInt32BE(24) || sum[1] !== wal.readUInt32BE(28)) { return undefined; }
	const pages = new Map<number, Uint8Array>();
	const pending = new Map<number, Uint8Array>();
	let pageCount = 0;
	for (let at = headerBytes; at + frameHeaderBytes + pageSize <= wal.length; at += frameHeaderBytes + pageSize) {
		// A frame of an earlier use of the file has other salts; a torn one a wrong checksum. What follows either doesn't count.
		if (wal.readUInt32BE(at + 8) !== wal.readUInt32BE(16) || wal.readUInt32BE(at + 12) !== wal.readUInt32BE(20)) { break; }
		sum = checksum(read, at + frameHeaderBytes, pageSize, checksum(read, at, 8, sum));
		if (sum[0] !== wal.readUInt32BE(at + 16) || sum[1] !== wal.readUInt32BE(at + 20)) { break; }
		pending.set(wal.readUInt32BE(at), wal.subarray(at + frameHeaderBytes, at + frameHeaderBytes + pageSize));
		const committed = wal.readUInt32BE(at + 4);
		if (committed === 0) { continue; }
		pageCount = committed;
		for (const [page, data] of pending) { pages.set(page, data); }
		pending.clear();
	}
	return pageCount > 0 ? { pageSize, pageCount, pages } : undefined;
}

/** Section 4.2: two running sums over pairs of 32-bit words, in the byte order that the magic number names. */
function checksum(read: (at: number) => number, from: number, length: number, [first, second]: readonly [number, number]): readonly [number, number] {
	for (let at = from; at < from + length; at += 8) {
		first = (first + read(at) + second) >>> 0;
		second = (second + read(at + 4) + first) >>> 0;
	}
	return [first, second];
}
