import { damaged } from '../damaged';
import type { RangeReader } from '../format';

const WINDOW = 256 * 1024;

/** Reads a file of numbers and counted text from front to back. The numbers need their bytes at hand: `need` before. */
export class Sequence {
	private window: Buffer = Buffer.alloc(0);
	private start = 0;
	private position = 0;
	bigEndian = false;

	constructor(private readonly file: RangeReader, at = 0) {
		this.start = at;
	}

	/** Where in the file the next byte is. */
	get offset(): number { return this.start + this.position; }

	/** Brings the next `count` bytes to hand. Returns nothing where they are: so that a loop over small values needn't wait for each. */
	need(count: number): void | Promise<void> {
		if (this.position + count > this.window.length) { return this.load(count); }
	}

	private async load(count: number): Promise<void> {
		const from = this.offset;
		// Past the end, the file's reader says what is wrong.
		this.window = await this.file.read(from, Math.max(count, Math.min(WINDOW, this.file.size - from)));
		this.start = from;
		this.position = 0;
	}

	u8(): number { return this.window.readUInt8(this.step(1)); }
	i8(): number { return this.window.readInt8(this.step(1)); }
	u16(): number { const at = this.step(2); return this.bigEndian ? this.window.readUInt16BE(at) : this.window.readUInt16LE(at); }
	i16(): number { const at = this.step(2); return this.bigEndian ? this.window.readInt16BE(at) : this.window.readInt16LE(at); }
	u32(): number { const at = this.step(4); return this.bigEndian ? this.window.readUInt32BE(at) : this.window.readUInt32LE(at); }
	i32(): number { const at = this.step(4); return this.bigEndian ? this.window.readInt32BE(at) : this.window.readInt32LE(at); }
	f32(): number { const at = this.step(4); return this.bigEndian ? this.window.readFloatBE(at) : this.window.readFloatLE(at); }
	f64(): number { const at = this.step(8); return this.bigEndian ? this.window.readDoubleBE(at) : this.window.readDoubleLE(at); }
	u64(): bigint { const at = this.step(8); return this.bigEndian ? this.window.readBigUInt64BE(at) : this.window.readBigUInt64LE(at); }
	i64(): bigint { const at = this.step(8); return this.bigEndian ? this.window.readBigInt64BE(at) : this.window.readBigInt64LE(at); }

	/** A count or length: past 2^53 nothing is. */
	count(): number {
		const value = this.u64();
		if (value > BigInt(Number.MAX_SAFE_INTEGER)) { throw damaged(this.file, 'it announces more than any file holds'); }
		return Number(value);
	}

	/** Text of `length` bytes that are at hand. */
	text(length: number): string {
		const at = this.step(length);
		return this.window.toString('utf8', at, at + length);
	}

	/** Passes over bytes without reading them. */
	skip(count: number): void {
		if (this.offset + count > this.file.size) { throw damaged(this.file, 'it ends before what it announces'); }
		if (this.position + count <= this.window.length) {
			this.position += count;
		} else {
			this.start = this.offset + count;
			this.position = 0;
			this.window = Buffer.alloc(0);
		}
	}

	private step(count: number): number {
		const at = this.position;
		this.position += count;
		return at;
	}
}
