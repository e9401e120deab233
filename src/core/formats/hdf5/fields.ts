import { damaged } from '../damaged';
import type { RangeReader } from '../format';

/** No address: all bits set. */
export const UNDEFINED = Number.MAX_SAFE_INTEGER;
const MOST_BLOCK = 32 * 1024 * 1024;

/** A file whose addresses and lengths have a size that its superblock states. */
export interface Hdf5File {
	readonly file: RangeReader;
	/** Address 0 of the file's own numbering: its superblock may stand behind other bytes. */
	readonly base: number;
	readonly offsetSize: number;
	readonly lengthSize: number;
}

/** Reads the fields of one block in turn. Throws RegistryError 'damaged-file' past its end. */
export class Fields {
	at = 0;

	constructor(readonly h5: Hdf5File, readonly bytes: Buffer) {}

	get left(): number { return this.bytes.length - this.at; }

	u8(): number { return this.bytes.readUInt8(this.step(1)); }
	u16(): number { return this.bytes.readUInt16LE(this.step(2)); }
	u32(): number { return this.bytes.readUInt32LE(this.step(4)); }
	/** An unsigned number of 1 to 8 bytes; one past 2^53 is UNDEFINED. */
	sized(size: number): number {
		const from = this.step(size);
		let value = 0n;
		for (let byte = size - 1; byte >= 0; byte--) { value = value << 8n | BigInt(this.bytes[from + byte] ?? 0); }
		return value >= BigInt(UNDEFINED) ? UNDEFINED : Number(value);
	}
	offset(): number { return this.sized(this.h5.offsetSize); }
	length(): number { return this.sized(this.h5.lengthSize); }
	take(count: number): Buffer { const from = this.step(count); return this.bytes.subarray(from, from + count); }
	skip(count: number): void { this.step(count); }
	text(count: number): string { return this.take(count).toString('utf8').replace(/\0[\s\S]*$/, ''); }
	expect(signature: string): void {
		if (this.take(signature.length).toString('latin1') !== signature) { throw damaged(this.h5.file, `a block of it is not marked '${signature}'`); }
	}

	private step(count: number): number {
		if (count < 0 || this.at + count > this.bytes.length) { throw damaged(this.h5.file, 'a block of it ends too early'); }
		this.at += count;
		return this.at - count;
	}
}

/** A block of the file at an address. */
export async function blockAt(h5: Hdf5File, address: number, length: number): Promise<Fields> {
	if (address === UNDEFINED || length > MOST_BLOCK) { throw damaged(h5.file, 'it refers to a block that no file has'); }
	return new Fields(h5, await h5.file.read(h5.base + address, length));
}

/** As much of a block as the file has, up to `length`. */
export async function upTo(h5: Hdf5File, address: number, length: number): Promise<Fields> {
	return blockAt(h5, address, Math.max(0, Math.min(length, h5.file.size - h5.base - address)));
}
