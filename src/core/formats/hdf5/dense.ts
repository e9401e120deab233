import { damaged } from '../damaged';
import { blockAt, upTo, UNDEFINED, type Fields, type Hdf5File } from './fields';

const MOST_RECORDS = 200_000;

/**
 * The messages (links, attributes) that an object keeps outside its header: listed by a version 2 B-tree, stored in a fractal heap (III.A.2, III.G).
 *
 * @param idAt where in a record of the tree the heap's id begins
 */
export async function denseMessages(h5: Hdf5File, heapAddress: number, treeAddress: number, idAt: number): Promise<readonly Buffer[]> {
	const heap = await readHeap(h5, heapAddress);
	const records = await treeRecords(h5, treeAddress);
	const messages: Buffer[] = [];
	for (const record of records) { messages.push(await heapObject(h5, heap, record.subarray(idAt, idAt + heap.idLength))); }
	return messages;
}

async function treeRecords(h5: Hdf5File, address: number): Promise<readonly Buffer[]> {
	const header = await upTo(h5, address, 64);
	header.expect('BTHD');
	header.skip(2);
	const nodeSize = header.u32();
	const recordSize = header.u16();
	const depth = header.u16();
	header.skip(2);
	const root = header.offset();
	const rootRecords = header.u16();
	if (recordSize === 0 || depth > 16) { throw damaged(h5.file, 'an index of it is of a shape that none has'); }
	// How many bytes a count takes depends on how many records a node below can hold.
	const most: number[] = [Math.floor((nodeSize - 10) / recordSize)];
	const below: number[] = [most[0] ?? 0];
	for (let level = 1; level <= depth; level++) {
		const pointer = h5.offsetSize + bytesFor(most[level - 1] ?? 0) + (level > 1 ? bytesFor(below[level - 1] ?? 0) : 0);
		most[level] = Math.floor((nodeSize - 10 - pointer) / (recordSize + pointer));
		below[level] = ((most[level] ?? 0) + 1) * (below[level - 1] ?? 0) + (most[level] ?? 0);
	}
	const records: Buffer[] = [];
	let visited = 0;
	const visit = async (node: number, count: number, level: number): Promise<void> => {
		if (++visited > MOST_RECORDS) { throw damaged(h5.file, 'an index of it never ends'); }
		const fields = await blockAt(h5, node, Math.min(nodeSize, Math.max(0, h5.file.size - h5.base - node)));
		fields.expect(level === 0 ? 'BTLF' : 'BTIN');
		fields.skip(2);
		for (let record = 0; record < count; record++) {
			if (records.push(fields.take(recordSize)) > MOST_RECORDS) { throw damaged(h5.file, 'an index of it never ends'); }
		}
		if (level === 0) { return; }
		for (let child = 0; child <= count; child++) {
			const next = fields.offset();
			const held = fields.sized(bytesFor(most[level - 1] ?? 0));
			if (level > 1) { fields.skip(bytesFor(below[level - 1] ?? 0)); }
			await visit(next, held, level - 1);
		}
	};
	if (root !== UNDEFINED) { await visit(root, rootRecords, depth); }
	return records;
}

interface Heap {
	readonly idLength: number;
	readonly width: number;
	readonly start: number;
	readonly mostDirect: number;
	readonly offsetBytes: number;
	readonly lengthBytes: number;
	readonly root: number;
	readonly rows: number;
	readonly filtered: boolean;
}

async function readHeap(h5: Hdf5File, address: number): Promise<Heap> {
	const fields = await upTo(h5, address, 256);
	fields.expect('FRHP');
	fields.skip(1);
	const idLength = fields.u16();
	const filtered = fields.u16() > 0;
	fields.skip(1);
	const mostManaged = fields.u32();
	fields.skip(2 * h5.offsetSize + 10 * h5.lengthSize);
	const width = fields.u16();
	const start = fields.length();
	const mostDirect = fields.length();
	const bits = fields.u16();
	fields.skip(2);
	const root = fields.offset();
	const rows = fields.u16();
	if (width === 0 || start === 0 || idLength > 64) { throw damaged(h5.file, 'a heap of it is of a shape that none has'); }
	return { idLength, width, start, mostDirect, offsetBytes: Math.ceil(bits / 8), lengthBytes: bytesFor(Math.min(mostDirect, mostManaged)), root, rows, filtered };
}

async function heapObject(h5: Hdf5File, heap: Heap, id: Buffer): Promise<Buffer> {
	const kind = ((id[0] ?? 0) >> 4) & 3;
	// A tiny object is its own id; a huge one lies apart, and no name or text of a model is as long.
	if (kind === 2) { return id.subarray(1, 2 + ((id[0] ?? 0) & 0x0f)); }
	if (kind !== 0 || heap.filtered) { throw damaged(h5.file, 'a heap of it is packed in a way that is not read'); }
	const offset = id.readUIntLE(1, Math.min(6, heap.offsetBytes));
	const length = id.readUIntLE(1 + heap.offsetBytes, Math.min(6, heap.lengthBytes));
	const block = heap.rows === 0 ? heap.root : await directBlock(h5, heap, heap.root, heap.rows, offset, 0);
	const within = heap.rows === 0 ? offset : withinBlock(heap, offset);
	return (await blockAt(h5, block + within, length)).bytes;
}

/** Rows 0 and 1 have blocks of the starting size, each further row twice that of the one before. */
function rowSize(heap: Heap, row: number): number {
	return heap.start * 2 ** Math.max(0, row - 1);
}

function placeOf(heap: Heap, offset: number): { readonly row: number; readonly column: number; readonly start: number } {
	let begin = 0;
	for (let row = 0; row < 64; row++) {
		const size = rowSize(heap, row);
		if (offset < begin + size * heap.width) {
			const column = Math.floor((offset - begin) / size);
			return { row, column, start: begin + column * size };
		}
		begin += size * heap.width;
	}
	return { row: 64, column: 0, start: 0 };
}

function withinBlock(heap: Heap, offset: number): number {
	let rest = offset;
	for (let depth = 0; depth < 16; depth++) {
		const { row, start } = placeOf(heap, rest);
		rest -= start;
		if (rowSize(heap, row) <= heap.mostDirect) { return rest; }
	}
	return rest;
}

async function directBlock(h5: Hdf5File, heap: Heap, address: number, rows: number, offset: number, depth: number): Promise<number> {
	if (depth > 16) { throw damaged(h5.file, 'a heap of it never ends'); }
	const { row, column, start } = placeOf(heap, offset);
	const fields: Fields = await upTo(h5, address, 5 + h5.offsetSize + heap.offsetBytes + (rows * heap.width) * h5.offsetSize);
	fields.expect('FHIB');
	fields.skip(1 + h5.offsetSize + heap.offsetBytes + (row * heap.width + column) * h5.offsetSize);
	const child = fields.offset();
	if (rowSize(heap, row) <= heap.mostDirect) { return child; }
	const childRows = Math.log2(rowSize(heap, row) / (heap.start * heap.width)) + 1;
	return directBlock(h5, heap, child, Math.max(1, Math.ceil(childRows)), offset - start, depth + 1);
}

function bytesFor(count: number): number {
	return Math.max(1, Math.ceil(count.toString(2).length / 8));
}
