import { damaged } from '../damaged';
import type { RangeReader } from '../format';

const MOST_ITEMS = 1_000_000;
const MOST_TEXT = 16 * 1024 * 1024;

/** Walks a FlatBuffer (FlatBuffers documentation, "Internals") by ranges: tables, strings and vectors are read where they are asked for. */
export class FlatBuffer {
	/** @param file one whose small reads are cheap: `windowed` */
	constructor(readonly file: RangeReader) {}

	async root(): Promise<number> {
		return this.u32(0);
	}

	/** Where the field in `slot` of a table is; undefined where it has its default. */
	async field(table: number, slot: number): Promise<number | undefined> {
		const vtable = table - (await this.file.read(table, 4)).readInt32LE(0);
		const size = (await this.file.read(vtable, 2)).readUInt16LE(0);
		if (4 + 2 * slot + 2 > size) { return undefined; }
		const offset = (await this.file.read(vtable + 4 + 2 * slot, 2)).readUInt16LE(0);
		return offset === 0 ? undefined : table + offset;
	}

	/** What an offset leads to: a table, a string, a vector. */
	async follow(place: number): Promise<number> {
		return place + await this.u32(place);
	}

	/** The table in a slot. */
	async table(table: number, slot: number): Promise<number | undefined> {
		const place = await this.field(table, slot);
		return place === undefined ? undefined : this.follow(place);
	}

	async string(table: number, slot: number, most = 4096): Promise<string | undefined> {
		const place = await this.field(table, slot);
		return place === undefined ? undefined : this.stringAt(await this.follow(place), most);
	}

	async stringAt(at: number, most = 4096): Promise<string> {
		return (await this.file.read(at + 4, Math.min(await this.u32(at), most, MOST_TEXT))).toString('utf8');
	}

	async int(table: number, slot: number, otherwise = 0): Promise<number> {
		const place = await this.field(table, slot);
		return place === undefined ? otherwise : (await this.file.read(place, 4)).readInt32LE(0);
	}

	async byte(table: number, slot: number, otherwise = 0): Promise<number> {
		const place = await this.field(table, slot);
		return place === undefined ? otherwise : (await this.file.read(place, 1)).readInt8(0);
	}

	async u64(table: number, slot: number): Promise<number> {
		const place = await this.field(table, slot);
		const value = place === undefined ? 0n : (await this.file.read(place, 8)).readBigUInt64LE(0);
		if (value > BigInt(Number.MAX_SAFE_INTEGER)) { throw damaged(this.file, 'it announces more than any file holds'); }
		return Number(value);
	}

	/** Length and first element of a vector; length 0 where there is none. */
	async vector(table: number, slot: number): Promise<{ readonly length: number; readonly start: number }> {
		const place = await this.field(table, slot);
		if (place === undefined) { return { length: 0, start: 0 }; }
		const at = await this.follow(place);
		const length = await this.u32(at);
		if (at + 4 + length > this.file.size) { throw damaged(this.file, 'it ends before what it announces'); }
		return { length, start: at + 4 };
	}

	/** The tables of a vector. Throws RegistryError 'damaged-file' where there are more than a million. */
	async tables(table: number, slot: number): Promise<readonly number[]> {
		const { length, start } = await this.vector(table, slot);
		if (length > MOST_ITEMS) { throw damaged(this.file, 'it has more parts than are read'); }
		const places: number[] = [];
		for (let at = 0; at < length; at++) { places.push(await this.follow(start + 4 * at)); }
		return places;
	}

	/** The 32-bit numbers of a vector, at most `most` of them. */
	async ints(table: number, slot: number, most: number): Promise<readonly number[]> {
		const { length, start } = await this.vector(table, slot);
		const count = Math.min(length, most);
		const bytes = await this.file.read(start, 4 * count);
		return Array.from({ length: count }, (_one, at) => bytes.readInt32LE(4 * at));
	}

	private async u32(at: number): Promise<number> {
		return (await this.file.read(at, 4)).readUInt32LE(0);
	}
}
