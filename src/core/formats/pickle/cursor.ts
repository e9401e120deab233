import type { ByteSource } from '../bytes/source';

/** The pickle ended, or asked for more than it may. What was read until then counts. */
export class PickleProblem extends Error {}

/** Reads forward through a source. The synchronous reads need `left` bytes at hand: call `need` before. */
export class Cursor {
	private window: Buffer = Buffer.alloc(0);
	private position = 0;
	private passed = 0;

	constructor(private readonly source: ByteSource) {}

	get left(): number { return this.window.length - this.position; }
	/** Bytes since the beginning of the source. */
	get offset(): number { return this.passed + this.position; }

	/** Brings `count` bytes to hand, as far as the source has them. */
	async fill(count: number): Promise<void> {
		while (this.left < count) {
			const more = await this.source.next(count - this.left);
			if (!more) { return; }
			this.passed += this.position;
			this.window = this.left ? Buffer.concat([this.window.subarray(this.position), more]) : more;
			this.position = 0;
		}
	}

	u8(): number { return this.window.readUInt8(this.step(1)); }
	u16(): number { return this.window.readUInt16LE(this.step(2)); }
	u32(): number { return this.window.readUInt32LE(this.step(4)); }
	i32(): number { return this.window.readInt32LE(this.step(4)); }
	f64be(): number { return this.window.readDoubleBE(this.step(8)); }
	/** A length: past 2^53 nothing is. */
	u64(): number {
		const value = this.window.readBigUInt64LE(this.step(8));
		if (value > BigInt(Number.MAX_SAFE_INTEGER)) { throw new PickleProblem('it announces a length that no file has'); }
		return Number(value);
	}

	/** Exactly `count` bytes: a copy where they were at hand, so that a small value doesn't hold a large window. */
	async take(count: number): Promise<Buffer> {
		if (this.left < count) { await this.fill(count); }
		return Buffer.from(this.window.subarray(this.step(count), this.position));
	}

	async skip(count: number): Promise<void> {
		let rest = count - Math.min(count, this.left);
		this.step(count - rest);
		while (rest > 0) {
			const jumped = this.source.skip?.(rest) ?? 0;
			this.passed += jumped;
			rest -= jumped;
			if (rest === 0) { return; }
			await this.fill(1);
			const now = Math.min(rest, this.left);
			if (now === 0) { throw new PickleProblem('it ends before its last instruction'); }
			this.step(now);
			rest -= now;
		}
	}

	/** A line without its end, as protocol 0 writes; at most 64 KiB. */
	async line(): Promise<string> {
		for (let size = 256; size <= 65_536; size *= 4) {
			await this.fill(size);
			const end = this.window.subarray(this.position, this.position + size).indexOf(10);
			if (end >= 0) {
				const from = this.step(end + 1);
				return this.window.subarray(from, from + end).toString('latin1');
			}
			if (this.left < size) { break; }
		}
		throw new PickleProblem('it holds a line that does not end');
	}

	private step(count: number): number {
		if (this.left < count) { throw new PickleProblem('it ends before its last instruction'); }
		this.position += count;
		return this.position - count;
	}
}
