import { fieldOf, fieldsOf, type Field } from '../../parse/protobuf';
import { damaged } from '../damaged';
import type { RangeReader } from '../format';

const MAGIC = 0xdb4775248b80fb57n;
const FOOTER = 48;
const MOST_ENTRIES = 300_000;
/** Of one name, and of all: names are written by what they share, so a short file may hold long ones. */
const MOST_NAME = 4096;
const MOST_NAMES = 64 * 1024 * 1024;
const MOST_SHARDS = 100_000;

export interface BundleEntry {
	readonly name: string;
	/** Of tensorflow/core/framework/types.proto, DataType. */
	readonly type: number;
	readonly shape: readonly number[];
	readonly shard: number;
	readonly offset: number;
	readonly bytes: number;
	/** Cut into parts, which have entries of their own. */
	readonly sliced: boolean;
}

export interface Bundle { readonly shards: number; readonly entries: readonly BundleEntry[] }

/** Whether it ends as the index of a checkpoint does. */
export async function isBundle(file: RangeReader): Promise<boolean> {
	return file.size >= FOOTER && (await file.read(file.size - 8, 8)).readBigUInt64LE(0) === MAGIC;
}

/**
 * The index of a checkpoint (tensorflow/core/util/tensor_bundle): a table as LevelDB writes it (leveldb/doc/table_format.md), with an entry for each
 * variable. Throws RegistryError 'damaged-file'.
 */
export async function readBundle(file: RangeReader): Promise<Bundle> {
	if (!await isBundle(file)) { throw damaged(file, 'it does not end as the index of a checkpoint does'); }
	const footer = await file.read(file.size - FOOTER, FOOTER);
	const at = { place: 0 };
	varint(file, footer, at);
	varint(file, footer, at);
	let header: readonly Field[] | undefined;
	const entries: BundleEntry[] = [];
	const index = await readBlock(file, varint(file, footer, at), varint(file, footer, at));
	let last = 0;
	for (const { value: handle } of index) {
		const here = { place: 0 };
		const [offset, size] = [varint(file, handle, here), varint(file, handle, here)];
		// One block read many times would be a file without end.
		if (offset < last) { throw damaged(file, 'its blocks overlap'); }
		last = offset + size;
		for (const { key, value } of await readBlock(file, offset, size)) {
			// The bundle's own entry has no name; those of the parts of a variable have names in binary.
			if (key.length === 0) { header = fieldsOf(value); continue; }
			if (key[0] === 0) { continue; }
			if (entries.length >= MOST_ENTRIES) { throw damaged(file, 'it has more variables than are read'); }
			entries.push(entryOf(key.toString('utf8'), value));
		}
	}
	const shards = header?.find(field => field.number === 1)?.value ?? 1;
	if (!header || shards > MOST_SHARDS) { throw damaged(file, 'it is a table of something else than a checkpoint'); }
	return { shards, entries };
}

function entryOf(name: string, message: Buffer): BundleEntry {
	const fields = fieldsOf(message);
	const number = (no: number): number => fields.findLast(field => field.number === no)?.value ?? 0;
	const shape = fields.find(field => field.number === 2)?.bytes ?? Buffer.alloc(0);
	return {
		name, type: number(1), shard: number(3), offset: number(4), bytes: number(5), sliced: fields.some(field => field.number === 7),
		shape: fieldsOf(shape).filter(field => field.number === 2).slice(0, 64).map(dimension => fieldOf(dimension.bytes, 1)?.value ?? 0),
	};
}

async function readBlock(file: RangeReader, offset: number, size: number): Promise<{ key: Buffer; value: Buffer }[]> {
	// Behind it: how it is packed, and a checksum.
	const block = await file.read(offset, size + 5);
	if (block[size] !== 0) { throw damaged(file, 'its blocks are packed in a way that is not read'); }
	if (size < 4) { throw damaged(file, 'one of its blocks is empty'); }
	const end = size - 4 - 4 * block.readUInt32LE(size - 4);
	if (end < 0) { throw damaged(file, 'one of its blocks is shorter than its own table'); }
	const pairs: { key: Buffer; value: Buffer }[] = [];
	const at = { place: 0 };
	let last: Buffer = Buffer.alloc(0);
	let names = 0;
	while (at.place < end) {
		// A key is written from where it differs from the one before.
		const [shared, rest, length] = [varint(file, block, at), varint(file, block, at), varint(file, block, at)];
		if (shared > last.length || at.place + rest + length > end) { throw damaged(file, 'the entries of its table are not where they should be'); }
		names += shared + rest;
		if (shared + rest > MOST_NAME || names > MOST_NAMES || pairs.length >= MOST_ENTRIES) { throw damaged(file, 'it has more variables, or longer names, than are read'); }
		const key = Buffer.concat([last.subarray(0, shared), block.subarray(at.place, at.place + rest)]);
		pairs.push({ key, value: block.subarray(at.place + rest, at.place + rest + length) });
		at.place += rest + length;
		last = key;
	}
	return pairs;
}

/** Moves `at` behind it. */
export function varint(file: RangeReader, bytes: Buffer, at: { place: number }): number {
	let value = 0;
	for (let shift = 0; shift < 56; shift += 7) {
		const byte = bytes[at.place++];
		if (byte === undefined) { break; }
		value += (byte & 0x7f) * 2 ** shift;
		if (byte < 0x80) { return value; }
	}
	throw damaged(file, 'its lengths are not what they should be');
}
