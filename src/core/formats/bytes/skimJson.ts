import { damaged, grouped } from '../damaged';
import type { RangeReader } from '../format';

const CHUNK = 1024 * 1024;
const MOST_READ = 384 * 1024 * 1024;
const MOST_KEPT = 8 * 1024 * 1024;

const [QUOTE, BACKSLASH, COLON, COMMA, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x3a, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d];

/**
 * A large JSON file without the values of some keys, wherever these stand: they become null, and cost no memory.
 * Throws RegistryError 'damaged-file' where what is left is no JSON, more than 8 MiB, or the file more than 384 MiB.
 */
export async function skimJson(file: RangeReader, skip: ReadonlySet<string>): Promise<unknown> {
	if (file.size > MOST_READ) { throw damaged(file, `it is ${grouped(file.size)} bytes of JSON, and ${grouped(MOST_READ)} are the limit`); }
	const kept: Buffer[] = [];
	let keptBytes = 0;
	const state = new Skimmer(skip);
	for (let at = 0; at < file.size; at += CHUNK) {
		const chunk = state.feed(await file.read(at, Math.min(CHUNK, file.size - at)));
		kept.push(chunk);
		keptBytes += chunk.length;
		if (keptBytes > MOST_KEPT) { throw damaged(file, 'its JSON says more than is read'); }
	}
	try {
		return JSON.parse(Buffer.concat(kept).toString('utf8'));
	} catch {
		// The parser's own words quote the file's content; ours name it.
		throw damaged(file, 'it is not valid JSON, or was cut short');
	}
}

/** What has to be remembered between two chunks. */
class Skimmer {
	private inText = false;
	private escaped = false;
	/** Depth inside a skipped value; -1 where none is skipped. */
	private depth = -1;
	/** The last text outside a skipped value: a key, where a colon follows. */
	private word: number[] = [];

	constructor(private readonly skip: ReadonlySet<string>) {}

	/** The part of a chunk that is kept. */
	feed(chunk: Buffer): Buffer {
		const out = Buffer.allocUnsafe(chunk.length + 4 * (1 + chunk.length / 4));
		let length = 0;
		for (let at = 0; at < chunk.length; at++) {
			if (this.depth >= 0) {
				at = this.behind(chunk, at);
				if (at >= chunk.length) { break; }
			}
			const byte = chunk[at] ?? 0;
			out[length++] = byte;
			if (this.inText) {
				this.text(byte);
			} else if (byte === QUOTE) {
				this.inText = true;
				this.word = [];
			} else if (byte === COLON && this.skip.has(Buffer.from(this.word).toString('utf8'))) {
				length += out.write('null', length, 'latin1');
				this.depth = 0;
			}
		}
		return out.subarray(0, length);
	}

	private text(byte: number): void {
		if (this.escaped) { this.escaped = false; } else if (byte === BACKSLASH) { this.escaped = true; } else if (byte === QUOTE) { this.inText = false; return; }
		if (this.word.length < 100) { this.word.push(byte); }
	}

	/** Where the comma or bracket behind the skipped value is; the chunk's length where it goes on. Nearly all of a large file passes through here. */
	private behind(chunk: Buffer, from: number): number {
		let { inText, escaped, depth } = this;
		let at = from;
		for (; at < chunk.length; at++) {
			const byte = chunk[at];
			if (inText) {
				if (escaped) { escaped = false; } else if (byte === BACKSLASH) { escaped = true; } else if (byte === QUOTE) { inText = false; }
			} else if (byte === COMMA) {
				if (depth === 0) { depth = -1; break; }
			} else if (byte === QUOTE) {
				inText = true;
			} else if (byte === OPEN || byte === OPEN_LIST) {
				depth++;
			} else if (byte === CLOSE || byte === CLOSE_LIST) {
				if (depth-- === 0) { break; }
			}
		}
		Object.assign(this, { inText, escaped, depth });
		return at;
	}
}
