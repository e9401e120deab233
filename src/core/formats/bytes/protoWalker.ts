import { Varints } from '../../parse/varints';
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
const MOST_FIELDS = 3_000_000;
/** A tag and the number behind it: ten bytes each at most. */
const HEAD = 20;

const WINDOW = 256 * 1024;

/** Walks protobuf messages (Protocol Buffers, "Encoding") of a file without decoding what nobody asks for: a field's bytes are read only on demand. */
export class ProtoWalker {
	private seen = 0;
	/** A piece of the file around the last place: most fields are stepped over without waiting. */
	private window: Buffer = Buffer.alloc(0);
	private start = 0;
	private varints = new Varints(this.window, 0, 0);

	constructor(readonly file: RangeReader) {}

	/** Calls `visit` for each field between `start` and `end`; `false` from it ends the walk. Throws RegistryError 'damaged-file' for what is no message. */
	async walk(start: number, end: number, visit: (field: ProtoField) => void | false | Promise<void | false>): Promise<void> {
		for (let at = start; at < end;) {
			if (++this.seen > MOST_FIELDS) { throw damaged(this.file, 'it has more parts than are read'); }
			const head = Math.min(HEAD, end - at);
			if (!this.has(at, head)) { await this.load(at, head); }
			const field = this.fieldAt(at, end);
			at = field.end;
			const visited = visit(field);
			if ((visited instanceof Promise ? await visited : visited) === false) { return; }
		}
	}

	/** The text of a length-delimited field, at most `most` bytes of it. */
	async text({ start, end }: ProtoField, most = 4096): Promise<string> {
		return (await this.bytes(start, Math.min(end - start, most))).toString('utf8');
	}

	/** The numbers of a repeated field: one, or packed ones. Past `most` they are left out. */
	async numbers(field: ProtoField, most = 64): Promise<readonly bigint[]> {
		if (field.wire !== 2) { return [field.value]; }
		const packed = await this.bytes(field.start, Math.min(field.end - field.start, most * 10));
		const varints = new Varints(packed, 0, packed.length);
		const numbers: bigint[] = [];
		while (varints.at < packed.length && numbers.length < most) {
			if (!varints.next()) { throw this.broken(); }
			numbers.push(varints.exact);
		}
		return numbers;
	}

	/** The field at a place whose head is at hand. */
	private fieldAt(at: number, end: number): ProtoField {
		const { varints, start: base } = this;
		varints.at = at - base;
		if (!varints.next()) { throw this.broken(); }
		const tag = varints.unsigned;
		const number = Math.floor(tag / 8);
		const wire = tag % 8;
		if (number === 0 || number > 536_870_911) { throw this.broken(); }
		if (wire === 0 || wire === 2) {
			if (!varints.next()) { throw this.broken(); }
			const from = base + varints.at;
			const to = wire === 0 ? from : from + varints.unsigned;
			if (to > end) { throw this.broken(); }
			return { number, wire, value: wire === 0 ? varints.exact : 0n, start: wire === 0 ? at : from, end: to };
		}
		if (wire !== 1 && wire !== 5) { throw this.broken(); }
		const from = base + varints.at;
		const to = from + (wire === 1 ? 8 : 4);
		if (to > end) { throw this.broken(); }
		return { number, wire, value: wire === 1 ? this.window.readBigUInt64LE(varints.at) : BigInt(this.window.readUInt32LE(varints.at)), start: from, end: to };
	}

	private async bytes(at: number, length: number): Promise<Buffer> {
		if (length > WINDOW) { return this.file.read(at, length); }
		if (!this.has(at, length)) { await this.load(at, length); }
		return this.window.subarray(at - this.start, at - this.start + length);
	}

	private has(at: number, length: number): boolean {
		return at >= this.start && at + length <= this.start + this.window.length;
	}

	private async load(at: number, length: number): Promise<void> {
		// Past the end, the file's reader says what is wrong.
		this.window = await this.file.read(at, Math.max(length, Math.min(WINDOW, this.file.size - at)));
		this.start = at;
		this.varints = new Varints(this.window, 0, this.window.length);
	}

	private broken(): Error {
		return damaged(this.file, 'its parts are not where its lengths say');
	}
}

/** A varint as the signed 64-bit number that it stands for: -1 is written in ten bytes. */
export function signed(value: bigint): number {
	return Number(BigInt.asIntN(64, value));
}
