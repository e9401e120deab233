import { damaged } from '../damaged';
import type { RangeReader } from '../format';

/** One field of a message: a number (varint or fixed), or the place of its bytes. */
export interface ProtoField {
	readonly number: number;
	/** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
	readonly wire: 0 | 1 | 2 | 5;
	/** The number, unsigned; 0 of a length-delimited field. */
	readonly value: bigint;
	/** Where a length-delimited field's bytes are. */
	readonly start: number;
	readonly end: number;
}

/** How many fields one file may make us look at. */
const MOST_FIELDS = 4_000_000;

/** Walks protobuf messages (Protocol Buffers, "Encoding") without decoding what nobody asks for: a field's bytes are read only on demand. */
export class ProtoWalker {
	private seen = 0;

	/** @param file one whose small reads are cheap: `windowed` */
	constructor(readonly file: RangeReader) {}

	/** Calls `visit` for each field between `start` and `end`; `false` from it ends the walk. Throws RegistryError 'damaged-file' for what is no message. */
	async walk(start: number, end: number, visit: (field: ProtoField) => void | false | Promise<void | false>): Promise<void> {
		let at = start;
		while (at < end) {
			if (++this.seen > MOST_FIELDS) { throw damaged(this.file, 'it has more parts than are read'); }
			// A tag is 5 bytes at most, the number behind it 10.
			const head = await this.file.read(at, Math.min(15, end - at));
			const tag = this.varint(head, 0);
			const number = Number(tag.value >> 3n);
			const wire = Number(tag.value & 7n);
			const from = tag.next;
			let field: ProtoField;
			if (wire === 0) {
				const { value, next } = this.varint(head, from);
				field = { number, wire, value, start: at + from, end: at + next };
			} else if (wire === 1 || wire === 5) {
				const size = wire === 1 ? 8 : 4;
				if (from + size > head.length) { throw this.broken(); }
				field = { number, wire, value: wire === 1 ? head.readBigUInt64LE(from) : BigInt(head.readUInt32LE(from)), start: at + from, end: at + from + size };
			} else if (wire === 2) {
				const { value, next } = this.varint(head, from);
				if (value > BigInt(end - at - next)) { throw this.broken(); }
				field = { number, wire, value: 0n, start: at + next, end: at + next + Number(value) };
			} else {
				throw this.broken();
			}
			if (number === 0 || number > 536_870_911) { throw this.broken(); }
			at = field.end;
			if (await visit(field) === false) { return; }
		}
	}

	/** The text of a length-delimited field, at most `most` bytes of it. */
	async text({ start, end }: ProtoField, most = 4096): Promise<string> {
		return (await this.file.read(start, Math.min(end - start, most))).toString('utf8');
	}

	/** The numbers of a repeated field: one, or packed ones. Past `most` they are left out. */
	async numbers(field: ProtoField, most = 64): Promise<readonly bigint[]> {
		if (field.wire !== 2) { return [field.value]; }
		const packed = await this.file.read(field.start, Math.min(field.end - field.start, most * 10));
		const numbers: bigint[] = [];
		for (let at = 0; at < packed.length && numbers.length < most;) {
			const { value, next } = this.varint(packed, at);
			numbers.push(value);
			at = next;
		}
		return numbers;
	}

	private varint(bytes: Buffer, from: number): { value: bigint; next: number } {
		let small = 0;
		for (let at = from; at < bytes.length && at < from + 10; at++) {
			const byte = bytes[at] ?? 0;
			if (at < from + 4) { small += (byte & 0x7f) * 2 ** (7 * (at - from)); } else { return this.longVarint(bytes, from); }
			if (byte < 0x80) { return { value: BigInt(small), next: at + 1 }; }
		}
		throw this.broken();
	}

	private longVarint(bytes: Buffer, from: number): { value: bigint; next: number } {
		let value = 0n;
		for (let at = from; at < bytes.length && at < from + 10; at++) {
			const byte = bytes[at] ?? 0;
			value |= BigInt(byte & 0x7f) << BigInt(7 * (at - from));
			if (byte < 0x80) { return { value: BigInt.asUintN(64, value), next: at + 1 }; }
		}
		throw this.broken();
	}

	private broken(): Error {
		return damaged(this.file, 'its parts are not where its lengths say');
	}
}

/** A varint as the signed 64-bit number that it stands for: -1 is written in ten bytes. */
export function signed(value: bigint): number {
	return Number(BigInt.asIntN(64, value));
}
