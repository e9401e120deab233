import { numbersOf } from './numbers';
import type { TensorPlace } from './places';

/** How far the weights of one file are those of another. */
export interface SameWeights {
	/** Tensors whose numbers were looked at. */
	readonly compared: number;
	/** Of these, how many the other file has too. */
	readonly same: number;
	/** Mean distance of those, relative to their size: 0 where every number is the same to the last bit. */
	readonly distance: number;
	/** Whether they are matrices. Vectors alone say less: fine-tuning may leave them as they were. */
	readonly ofMatrices: boolean;
}

/** Tensors of the converted file that are looked at, and of the other: more would say nothing new. */
const mostOwn = 48, mostTheirs = 8_192;

/** First and last number of a tensor: they stay where they are in a transposed matrix, and in the heads of attention that converters turn. */
interface Ends {
	readonly first: number;
	readonly last: number;
	/** How far the numbers may be from those that they were made of: relative to them, and in any case. */
	readonly relative: number;
	readonly absolute: number;
}

/**
 * Whether a converted file holds the weights of another, whatever they are called in it and however they are turned: by the first and the last number of
 * tensors of the same dimensions, as exactly as the coarser of the two types allows. Reads a few bytes of each. Tensors whose type isn't known, and those
 * whose ends are equal (zeros, ones), say nothing and are passed over; matrices go before vectors. Throws 'damaged-file', 'changed-while-read'.
 */
export async function sameWeights(own: readonly TensorPlace[], theirs: readonly TensorPlace[]): Promise<SameWeights> {
	const readable = own.filter(isReadable), matrices = readable.filter(place => dimensions(place).length > 1);
	const ofMatrices = matrices.length > 0;
	const wanted = spread(ofMatrices ? matrices : readable, mostOwn);
	const keys = new Set(wanted.map(keyOf));
	const there = new Map<string, Ends[]>();
	for (const place of theirs.filter(one => isReadable(one) && keys.has(keyOf(one))).slice(0, mostTheirs)) {
		const list = there.get(keyOf(place)) ?? [];
		there.set(keyOf(place), list);
		list.push(await endsOf(place));
	}
	let compared = 0, sum = 0, same = 0;
	for (const place of wanted) {
		const ends = await endsOf(place);
		if (ends.first === ends.last || !Number.isFinite(ends.first) || !Number.isFinite(ends.last)) { continue; }
		compared++;
		const near = (there.get(keyOf(place)) ?? []).flatMap(one => distance(ends, one) ?? []);
		if (near.length) { same++; sum += Math.min(...near); }
	}
	return { compared, same, distance: same === 0 ? 0 : sum / same, ofMatrices };
}

function isReadable(place: TensorPlace): boolean {
	const { tensor, bytes } = place;
	const size = tensor.dtype === 'Q8_0' ? block : numbersOf(tensor.dtype)?.size;
	return size !== undefined && bytes >= size && dimensions(place).length > 0;
}

/** Those longer than one, smallest first: a transposed matrix has the same. */
function dimensions({ tensor }: TensorPlace): readonly number[] {
	return tensor.shape.flatMap(size => (typeof size === 'number' && size > 1 ? [size] : [])).sort((a, b) => a - b);
}

function keyOf(place: TensorPlace): string {
	return dimensions(place).join('x');
}

/** From the first to the last, evenly. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
	return list.length <= most ? list : Array.from({ length: most }, (_, at) => list[Math.floor(at * list.length / most)]).flatMap(one => (one === undefined ? [] : [one]));
}

/** Bytes of a block of Q8_0: a half, by which 32 whole numbers of a byte are multiplied (ggml-quants.c). */
const block = 34;
/** Half of the last bit, relative. */
const precision: Readonly<Record<string, number>> = { BF16: 2 ** -8, F16: 2 ** -11, F32: 2 ** -24 };
/** Half of the smallest number that a half can tell from zero. */
const leastHalf = 2 ** -25;

async function endsOf({ tensor: { dtype }, file, offset, bytes }: TensorPlace): Promise<Ends> {
	const half = numbersOf('F16'), numbers = numbersOf(dtype);
	if (dtype === 'Q8_0' && half) {
		const [head, tail] = [await file.read(offset, block), await file.read(offset + bytes - block, block)];
		const [by, tailBy] = [half.decode(head.subarray(0, 2))[0] ?? NaN, half.decode(tail.subarray(0, 2))[0] ?? NaN];
		return { first: by * head.readInt8(2), last: tailBy * tail.readInt8(block - 1), relative: 2 ** -10, absolute: Math.max(by, tailBy) * 0.51 };
	}
	if (!numbers) { return { first: NaN, last: NaN, relative: 0, absolute: 0 }; }
	const { size, decode } = numbers;
	const head = await file.read(offset, size), tail = await file.read(offset + bytes - size, size);
	return { first: decode(head)[0] ?? NaN, last: decode(tail)[0] ?? NaN, relative: precision[dtype] ?? 0, absolute: dtype === 'F16' ? leastHalf : 0 };
}

/** Relative; undefined where they are not the same numbers. */
function distance(a: Ends, b: Ends): number | undefined {
	const relative = Math.max(a.relative, b.relative), absolute = Math.max(a.absolute, b.absolute);
	const of = [[a.first, b.first], [a.last, b.last]] as const;
	if (!of.every(([x, y]) => Math.abs(x - y) <= absolute + relative * Math.max(Math.abs(x), Math.abs(y)))) { return undefined; }
	return Math.max(...of.map(([x, y]) => (x === y ? 0 : Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y)))));
}
