/** Reads varints (Protocol Buffers, "Encoding") one after the other. It remembers the place and the halves of the last one, so that millions of them allocate nothing. */
export class Varints {
	/** The lowest 28 bits, and the 36 above them: a number holds 53. */
	private low = 0;
	private high = 0;

	constructor(private readonly bytes: Buffer, public at: number, private readonly end: number) {}

	/** Steps over one. False where the bytes end before it does, and where it has more than ten. */
	next(): boolean {
		this.low = 0;
		this.high = 0;
		for (let shift = 0; shift < 70 && this.at < this.end; shift += 7) {
			const byte = this.bytes[this.at++] ?? 0;
			if (shift < 28) { this.low += (byte & 0x7f) * 2 ** shift; } else { this.high += (byte & 0x7f) * 2 ** (shift - 28); }
			if (byte < 0x80) {
				// Of the tenth byte one bit counts.
				this.high %= 2 ** 36;
				return true;
			}
		}
		return false;
	}

	/** The last one as unsigned; past 2^53 only roughly right. */
	get unsigned(): number { return this.high * 2 ** 28 + this.low; }

	/** The last one as signed 64 bits: -1 is written in ten bytes. Past 2^53 only roughly right. */
	get signed(): number { return (this.high >= 2 ** 35 ? this.high * 2 ** 28 - 2 ** 64 : this.high * 2 ** 28) + this.low; }

	/** The last one as unsigned, to the bit. */
	get exact(): bigint { return this.high === 0 ? BigInt(this.low) : (BigInt(this.high) << 28n) | BigInt(this.low); }
}
