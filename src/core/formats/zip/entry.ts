import { damaged, grouped } from '../damaged';
import type { RangeReader } from '../format';
import { inflatedSource } from '../bytes/inflatedSource';
import { fileSource, type ByteSource } from '../bytes/source';
import { slice } from '../bytes/window';
import type { ZipEntry } from './directory';

/** The packed bytes of an entry, as a file of their own. */
async function packed(file: RangeReader, entry: ZipEntry): Promise<RangeReader> {
	const header = await file.read(entry.offset, 30);
	if (header.readUInt32LE(0) !== 0x04034b50) { throw damaged(file, `its entry '${entry.name.slice(0, 200)}' is not where its directory says`); }
	const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
	return slice(file, start, Math.max(0, Math.min(entry.packedBytes, file.size - start)));
}

/** A stored entry as a file that is read by ranges; undefined for a packed one. */
export async function storedEntry(file: RangeReader, entry: ZipEntry): Promise<RangeReader | undefined> {
	return entry.method === 'stored' ? packed(file, entry) : undefined;
}

/** The entry's bytes in order, for the time of `use`. Throws RegistryError 'damaged-file' for a packing that isn't known. */
export async function withEntry<T>(file: RangeReader, entry: ZipEntry, use: (source: ByteSource) => Promise<T>): Promise<T> {
	if (entry.method === 'other') { throw damaged(file, `its entry '${entry.name.slice(0, 200)}' is packed in a way that is not read`); }
	const bytes = await packed(file, entry);
	if (entry.method === 'stored') { return use(fileSource(bytes)); }
	const source = inflatedSource(bytes, 'raw');
	try {
		return await use(source);
	} finally {
		source.close();
	}
}

/** The first `most` bytes of an entry, unpacked. */
export async function entryHead(file: RangeReader, entry: ZipEntry, most: number): Promise<Buffer> {
	return withEntry(file, entry, async source => {
		const chunks: Buffer[] = [];
		for (let had = 0; had < most;) {
			const chunk = await source.next(most - had);
			if (!chunk) { break; }
			chunks.push(chunk);
			had += chunk.length;
		}
		return Buffer.concat(chunks).subarray(0, most);
	});
}

/** A whole entry. Throws RegistryError 'damaged-file' where it has more than `limit` bytes, whatever the directory says of it. */
export async function wholeEntry(file: RangeReader, entry: ZipEntry, limit: number): Promise<Buffer> {
	const bytes = entry.bytes > limit ? undefined : await entryHead(file, entry, limit + 1);
	if (!bytes || bytes.length > limit) { throw damaged(file, `its entry '${entry.name.slice(0, 200)}' is larger than the ${grouped(limit)} bytes that are read of it`); }
	return bytes;
}
