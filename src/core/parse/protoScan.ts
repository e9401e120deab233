import { Varints } from './varints';

/**
 * Goes through the fields of a protobuf message (Protocol Buffers, "Encoding") that is in memory, one after the other, making nothing: for the logs that
 * hold millions of small messages. What isn't a field ends it. One scan serves many messages; one within another needs its own.
 */
export class ProtoScan {
	number = 0;
	/** 0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes. */
	wire = 0;
	/** The value of a varint, signed; past 2^53 only roughly right. */
	value = 0;
	/** Where the payload is; of a varint nowhere. */
	start = 0;
	stop = 0;
	private bytes: Buffer = Buffer.alloc(0);
	private at = 0;
	private end = 0;

	/** Begins with the message between two places. */
	of(bytes: Buffer, start: number, end: number): this {
		this.bytes = bytes;
		this.at = start;
		this.end = end;
		return this;
	}

	/** On to the next field; false where there is none. */
	next(): boolean {
		if (this.at >= this.end) { return false; }
		const key = this.varint();
		if (!(key >= 8)) { return this.over(); }
		this.number = Math.floor(key / 8);
		this.wire = key % 8;
		switch (this.wire) {
			case 0: this.value = this.varint(); return Number.isNaN(this.value) ? this.over() : true;
			case 1: return this.payload(8);
			case 2: return this.payload(this.varint());
			case 5: return this.payload(4);
			default: return this.over();
		}
	}

	private payload(length: number): boolean {
		this.start = this.at;
		this.stop = this.at += length;
		// Neither a length of no number nor a negative one.
		return length >= 0 && this.stop <= this.end ? true : this.over();
	}

	private over(): false {
		this.at = this.end;
		return false;
	}

	/** NaN where the message ends before it does. */
	private varint(): number {
		let byte = this.at < this.end ? this.bytes[this.at++] ?? 0 : NaN;
		if (!(byte >= 0x80)) { return byte; }
		const begun = this.at - 1;
		let value = byte & 0x7f;
		for (let shift = 7; shift < 28; shift += 7) {
			byte = this.at < this.end ? this.bytes[this.at++] ?? 0 : NaN;
			value |= (byte & 0x7f) << shift;
			if (!(byte >= 0x80)) { return byte < 0x80 ? value : NaN; }
		}
		const long = new Varints(this.bytes, begun, this.end);
		const isWhole = long.next();
		this.at = long.at;
		return isWhole ? long.signed : NaN;
	}
}
