import type { Tensor } from '../../model';
import { Sequence } from '../bytes/sequence';
import { damaged, grouped } from '../damaged';
import type { RangeReader } from '../format';
import { ggmlBytes, ggmlType } from './types';

const MOST_KEYS = 100_000;
const MOST_TENSORS = 1_000_000;
const MOST_TEXT = 10_000_000;
/** Of one list. The largest vocabularies have a million tokens. */
const MOST_ITEMS = 10_000_000;
/** Lists longer than this (vocabularies) are passed over. */
const KEPT_LIST = 64;

export type GgufValue = string | number | boolean | readonly GgufValue[];

export interface GgufHeader {
	readonly version: number;
	readonly values: ReadonlyMap<string, GgufValue>;
	/** Key → number of items, of the lists that were passed over. */
	readonly lengths: ReadonlyMap<string, number>;
	readonly tensors: readonly Tensor[];
	/** Of each tensor, in the order of `tensors`: where its bytes begin in the file. Not checked against its length. */
	readonly offsets: readonly number[];
	/** Bytes that the file must have for every tensor to be whole. */
	readonly end: number;
}

/** Key-values and tensor table of a GGUF file, versions 1 to 3 in either byte order (ggml docs/gguf.md). Throws RegistryError 'damaged-file'. */
export async function readGguf(file: RangeReader): Promise<GgufHeader> {
	const at = new Sequence(file, 4);
	await at.need(20);
	let version = at.u32();
	// A file of the other byte order carries no flag: its version gives it away.
	if ((version & 0xffff) === 0) {
		at.bigEndian = true;
		version >>>= 24;
	}
	if (version < 1 || version > 3) { throw damaged(file, `it is of GGUF version ${version}, which isn't known`); }
	const count = async (): Promise<number> => { await at.need(8); return version === 1 ? at.u32() : at.count(); };
	const tensorCount = await count();
	const keyCount = await count();
	if (tensorCount > MOST_TENSORS || keyCount > MOST_KEYS) { throw damaged(file, `it announces ${grouped(tensorCount)} tensors and ${grouped(keyCount)} keys`); }
	const text = async (): Promise<string> => {
		const length = await count();
		if (length > MOST_TEXT) { throw damaged(file, `it announces text of ${grouped(length)} bytes`); }
		await at.need(length);
		return at.text(length);
	};
	const values = new Map<string, GgufValue>();
	const lengths = new Map<string, number>();
	for (let key = 0; key < keyCount; key++) {
		const name = await text();
		await at.need(4);
		const type = at.u32();
		const value = await readValue(file, at, type, { text, count, depth: 0, skipped: length => { lengths.set(name, length); } });
		if (value !== undefined) { values.set(name, value); }
	}
	const tensors: Tensor[] = [];
	const offsets: number[] = [];
	let dataEnd = 0;
	for (let tensor = 0; tensor < tensorCount; tensor++) {
		const name = await text();
		await at.need(4);
		const rank = at.u32();
		if (rank > 8) { throw damaged(file, `its tensor '${name.slice(0, 100)}' has ${grouped(rank)} dimensions`); }
		const shape: number[] = [];
		for (let axis = 0; axis < rank; axis++) { shape.unshift(await count()); }
		await at.need(12);
		const type = at.u32();
		const offset = at.count();
		offsets.push(offset);
		const elements = shape.reduce((all, size) => all * size, 1);
		if (!Number.isSafeInteger(elements)) { throw damaged(file, `its tensor '${name.slice(0, 100)}' is larger than any`); }
		const bytes = ggmlBytes(type, elements);
		// The file counts the innermost dimension first; here the outermost is.
		tensors.push({ name, dtype: ggmlType(type), shape, ...(bytes === undefined ? {} : { bytes }) });
		dataEnd = Math.max(dataEnd, offset + (bytes ?? 0));
	}
	const alignment = values.get('general.alignment');
	const aligned = typeof alignment === 'number' && alignment > 0 && alignment <= 1 << 20 ? alignment : 32;
	const data = Math.ceil(at.offset / aligned) * aligned;
	return { version, values, lengths, tensors, offsets: offsets.map(offset => data + offset), end: tensors.length ? data + dataEnd : at.offset };
}

interface Reading {
	readonly text: () => Promise<string>;
	readonly count: () => Promise<number>;
	readonly depth: number;
	readonly skipped: (length: number) => void;
}

const SIZES: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

async function readValue(file: RangeReader, at: Sequence, type: number, reading: Reading): Promise<GgufValue | undefined> {
	if (type === 8) { return reading.text(); }
	if (type === 9) { return readList(file, at, reading); }
	await at.need(8 <= file.size - at.offset ? 8 : SIZES[type] ?? 8);
	switch (type) {
		case 0: return at.u8();
		case 1: return at.i8();
		case 2: return at.u16();
		case 3: return at.i16();
		case 4: return at.u32();
		case 5: return at.i32();
		case 6: return at.f32();
		case 7: return at.u8() !== 0;
		case 10: return whole(at.u64());
		case 11: return whole(at.i64());
		case 12: return at.f64();
		default: throw damaged(file, `it holds a value of type ${type}, which isn't known`);
	}
}

async function readList(file: RangeReader, at: Sequence, reading: Reading): Promise<GgufValue | undefined> {
	await at.need(4);
	const type = at.u32();
	const length = await reading.count();
	if (reading.depth >= 4) { throw damaged(file, 'its lists are nested too deeply'); }
	if (length <= KEPT_LIST) {
		const items: GgufValue[] = [];
		for (let item = 0; item < length; item++) {
			const value = await readValue(file, at, type, { ...reading, depth: reading.depth + 1 });
			if (value !== undefined) { items.push(value); }
		}
		return items;
	}
	if (length > file.size || length > (type === 9 ? MOST_KEYS : MOST_ITEMS)) { throw damaged(file, `it announces a list of ${grouped(length)} items`); }
	reading.skipped(length);
	const size = SIZES[type];
	if (size) {
		at.skip(length * size);
	} else if (type === 8) {
		for (let item = 0; item < length; item++) {
			const waiting = at.need(8);
			if (waiting) { await waiting; }
			at.skip(at.count());
		}
	} else {
		for (let item = 0; item < length; item++) { await readValue(file, at, type, { ...reading, depth: reading.depth + 1 }); }
	}
	return undefined;
}

/** Past 2^53 as text: a seed or an id, not a size. */
function whole(value: bigint): number | string {
	return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(value) : String(value);
}
