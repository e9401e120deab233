import type { RangeReader } from '../format';

const WINDOW = 256 * 1024;

/** Bytes that come in order. */
export interface ByteSource {
	/** The next bytes, at least one and about `wanted`; undefined at the end. */
	next(wanted: number): Promise<Buffer | undefined>;
	/** Passes over up to `count` bytes that needn't be had; how many it did. */
	skip?(count: number): number;
}

/** A part of a file as a source: what is skipped is never read. */
export function fileSource(file: RangeReader, start = 0, end = file.size): ByteSource {
	let at = start;
	return {
		async next(wanted) {
			const length = Math.min(Math.max(wanted, WINDOW), end - at);
			if (length <= 0) { return undefined; }
			at += length;
			return file.read(at - length, length);
		},
		skip(count) {
			const passed = Math.max(0, Math.min(count, end - at));
			at += passed;
			return passed;
		},
	};
}

export function bufferSource(buffer: Buffer): ByteSource {
	let given = false;
	return { async next() { const first = !given; given = true; return first && buffer.length ? buffer : undefined; } };
}
