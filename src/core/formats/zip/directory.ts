import { Readable } from 'node:stream';
import { RegistryError } from '../../errors';
import type { Candidate, RangeReader } from '../format';
import { windowed } from '../bytes/window';

const MOST_ENTRIES = 200_000;

/** One file in a zip. Its bytes begin behind the local header at `offset`. */
export interface ZipEntry {
	readonly name: string;
	readonly bytes: number;
	readonly packedBytes: number;
	readonly method: 'stored' | 'deflated' | 'other';
	readonly offset: number;
}

/** What a zip holds, by name. */
export interface ZipDirectory {
	readonly entries: ReadonlyMap<string, ZipEntry>;
	/** Why the central directory can't be read, where it can't: then nothing but the file's first entry is there, of unknown length. */
	readonly problem?: string;
}

const known = new WeakMap<Candidate, Promise<ZipDirectory | undefined>>();

/** The directory of a zip file, read once for all readers that look at it; undefined where it is no zip. */
export function zipDirectory(candidate: Candidate): Promise<ZipDirectory | undefined> {
	let directory = known.get(candidate);
	if (!directory) {
		directory = candidate.head.toString('latin1', 0, 4) === 'PK\x03\x04' ? candidate.open(undefined, readDirectory) : Promise.resolve(undefined);
		known.set(candidate, directory);
	}
	return directory;
}

/** The central directory, through yauzl. A damaged or cut one is told, not thrown. */
export async function readDirectory(file: RangeReader): Promise<ZipDirectory> {
	try {
		return { entries: await centralEntries(file) };
	} catch (error) {
		if (error instanceof RegistryError && error.reason !== 'damaged-file') { throw error; }
		return { entries: await firstEntry(file), problem: (error as Error).message.split('.')[0] ?? '' };
	}
}

async function centralEntries(file: RangeReader): Promise<Map<string, ZipEntry>> {
	// Loaded when a zip is first met: nothing else needs it.
	const { RandomAccessReader, fromRandomAccessReaderPromise } = await import('yauzl');
	const source = windowed(file);
	class Reader extends RandomAccessReader {
		// Entries are read by their place: yauzl is never asked for a stream.
		override _readStreamForRange(): Readable { return Readable.from([]); }
		override read(buffer: Buffer, offset: number, length: number, position: number, done: (error: Error | null) => void): void {
			source.read(position, length).then(bytes => { bytes.copy(buffer, offset); done(null); }, done);
		}
	}
	const zip = await fromRandomAccessReaderPromise(new Reader(), file.size, { lazyEntries: true, validateEntrySizes: false });
	const entries = new Map<string, ZipEntry>();
	for await (const entry of zip.eachEntry()) {
		if (entries.size >= MOST_ENTRIES) { throw new Error(`it lists more than ${MOST_ENTRIES} files`); }
		if (entry.fileName.endsWith('/') || entry.isEncrypted()) { continue; }
		entries.set(entry.fileName, {
			name: entry.fileName, bytes: entry.uncompressedSize, packedBytes: entry.compressedSize,
			method: entry.compressionMethod === 0 ? 'stored' : entry.compressionMethod === 8 ? 'deflated' : 'other', offset: entry.relativeOffsetOfLocalHeader,
		});
	}
	return entries;
}

/** The first local header, for a zip that was cut: its entry, to the end of the file. */
async function firstEntry(file: RangeReader): Promise<Map<string, ZipEntry>> {
	const header = await file.read(0, Math.min(30 + 1024, file.size));
	if (header.length < 31 || header.readUInt32LE(0) !== 0x04034b50) { return new Map(); }
	const name = header.toString('utf8', 30, Math.min(header.length, 30 + header.readUInt16LE(26)));
	const method = header.readUInt16LE(8);
	return new Map([[name, { name, bytes: file.size, packedBytes: file.size, method: method === 0 ? 'stored' : method === 8 ? 'deflated' : 'other', offset: 0 }]]);
}
