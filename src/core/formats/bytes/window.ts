import { damaged } from '../damaged';
import type { RangeReader } from '../format';

const WINDOW = 256 * 1024;

/** The same file, with small reads served from a window around the last one: directories are read in pieces of a few bytes. */
export function windowed(file: RangeReader): RangeReader {
	let start = 0;
	let held: Buffer = Buffer.alloc(0);
	return {
		size: file.size, workspacePath: file.workspacePath,
		async read(offset, length) {
			if (offset < start || offset + length > start + held.length) {
				if (length >= WINDOW || offset + length > file.size) { return file.read(offset, length); }
				held = await file.read(offset, Math.min(WINDOW, file.size - offset));
				start = offset;
			}
			return held.subarray(offset - start, offset - start + length);
		},
	};
}

/** A part of a file as a file of its own. */
export function slice(file: RangeReader, start: number, size: number): RangeReader {
	return {
		size, workspacePath: file.workspacePath,
		async read(offset, length) {
			// What lies past the part is past its end: the file's own reader says so.
			return file.read(offset < 0 || offset + length > size ? file.size : start + offset, length);
		},
	};
}

/** Bytes at hand, as a file. */
export function bufferReader(bytes: Buffer, workspacePath: string): RangeReader {
	return {
		size: bytes.length, workspacePath,
		async read(offset, length) {
			if (offset < 0 || offset + length > bytes.length) { throw damaged({ workspacePath }, 'it ends before it should'); }
			return bytes.subarray(offset, offset + length);
		},
	};
}
