const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * A SQLite database with the transactions that its write-ahead log has committed and not yet written back (SQLite documentation, 'The WAL File
 * Format'). Frames behind the last commit, of an older log or with a wrong checksum are left out. The result no longer asks for a log.
 */
export function withCommittedFrames(database: Buffer, log: Buffer): Buffer {
	const pages = committedPages(log);
	const pageSize = log.length >= headerBytes ? log.readUInt32BE(8) : 0;
	const total = pages ? pages.total * pageSize : database.length;
	// The log may have been written back and begun anew: an image that it would blow up is none.
	const result = Buffer.alloc(pages && total <= database.length + log.length ? total : database.length);
	database.copy(result, 0, 0, Math.min(database.length, result.length));
	for (const [page, at] of pages?.frames ?? []) {
		if (page * pageSize <= result.length) { log.copy(result, (page - 1) * pageSize, at, at + pageSize); }
	}
	// Bytes 18 and 19: 2 means "with a log", and a reader without one then finds no tables.
	if (result.length > 20 && result[18] === 2) { result[18] = result[19] = 1; }
	return result;
}

/** Page numbers, from 1, with the place of their newest committed content in the log; and the pages that the database has then. */
function committedPages(log: Buffer): { readonly frames: ReadonlyMap<number, number>; readonly total: number } | undefined {
	if (log.length < headerBytes || (log.readUInt32BE(0) & 0xfffffffe) >>> 0 !== 0x377f0682) { return undefined; }
	const pageSize = log.readUInt32BE(8);
	if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0) { return undefined; }
	const littleEndian = (log.readUInt32BE(0) & 1) === 0;
	let sum = checksum(log.subarray(0, 24), [0, 0], littleEndian);
	const salt = log.subarray(16, 24);
	const committed = new Map<number, number>();
	const pending = new Map<number, number>();
	let total = 0;
	for (let at = headerBytes; at + frameHeaderBytes + pageSize <= log.length; at += frameHeaderBytes + pageSize) {
		if (!log.subarray(at + 8, at + 16).equals(salt)) { break; }
		sum = checksum(log.subarray(at, at + 8), sum, littleEndian);
		sum = checksum(log.subarray(at + frameHeaderBytes, at + frameHeaderBytes + pageSize), sum, littleEndian);
		if (sum[0] !== log.readUInt32BE(at + 16) || sum[1] !== log.readUInt32BE(at + 20)) { break; }
		pending.set(log.readUInt32BE(at), at + frameHeaderBytes);
		const size = log.readUInt32BE(at + 4);
		if (size > 0) {
			total = size;
			for (const [page, place] of pending) { committed.set(page, place); }
			pending.clear();
		}
	}
	return total > 0 ? { frames: committed, total } : undefined;
}

function checksum(bytes: Buffer, [first, second]: readonly [number, number], littleEndian: boolean): readonly [number, number] {
	let [a, b] = [first, second];
	for (let at = 0; at + 8 <= bytes.length; at += 8) {
		a = (a + (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)) + b) >>> 0;
		b = (b + (littleEndian ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4)) + a) >>> 0;
	}
	return [a, b];
}
