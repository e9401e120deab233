import type { RangeReader } from '../formats/format';

/** Where the elements of a tensor lie in its storage, in elements but for `size`, the bytes of each. */
export interface Strided { readonly shape: readonly number[]; readonly strides: readonly number[]; readonly offset: number; readonly size: number }

/** Bytes of a storage that are held to gather from. */
const mostHeld = 32 << 20;

/** Whether the elements lie one behind the other in the order of the indexes. */
export function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
	let step = 1;
	for (let axis = shape.length - 1; axis >= 0; axis--) {
		const length = shape[axis] ?? 0;
		if (length !== 1 && strides[axis] !== step) { return shape.includes(0); }
		step *= length;
	}
	return true;
}

/**
 * A tensor whose elements don't lie in the order of its indexes (a transposed one, a part of a larger one), as a file in which they do: so
 * that equal values are equal bytes, however they were laid out. Undefined where it reaches over more than is held at once, or out of its storage.
 */
export function strided(storage: RangeReader, { shape, strides, offset, size }: Strided): RangeReader | undefined {
	const count = shape.reduce((all, length) => all * length, 1);
	const reach = shape.reduce((last, length, axis) => last + (length - 1) * (strides[axis] ?? 0), 0) + 1;
	if (strides.length !== shape.length || strides.some(step => step < 0) || reach * size > mostHeld || count * size > mostHeld || (offset + reach) * size > storage.size) { return undefined; }
	let gathered: Buffer | undefined;
	return {
		size: count * size, workspacePath: storage.workspacePath,
		async read(at, length) {
			gathered ??= gather(await storage.read(offset * size, reach * size), shape, strides, size);
			const bytes = gathered.subarray(at, at + length);
			// Held until its end was read: tensors are read from end to end, one after the other.
			if (at + length >= count * size) { gathered = undefined; }
			return bytes;
		},
	};
}

function gather(from: Buffer, shape: readonly number[], strides: readonly number[], size: number): Buffer {
	const to = Buffer.allocUnsafe(shape.reduce((all, length) => all * length, 1) * size);
	const index = shape.map(() => 0);
	for (let at = 0, place = 0; at < to.length; at += size) {
		from.copy(to, at, place * size, place * size + size);
		for (let axis = shape.length - 1; axis >= 0; axis--) {
			const next = (index[axis] ?? 0) + 1, step = strides[axis] ?? 0;
			if (next < (shape[axis] ?? 0)) { index[axis] = next; place += step; break; }
			index[axis] = 0;
			place -= (next - 1) * step;
		}
	}
	return to;
}
