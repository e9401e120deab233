import type { Tensor } from '../core/model';

/** Thousands of tensors as they cross the wire: columns of numbers, and names without the beginning that they share with the one before. */
export interface TensorColumns {
	/** Characters (UTF-16) that a name has in common with the name before it. */
	readonly shared: Uint16Array;
	/** What follows them. */
	readonly tails: readonly string[];
	readonly dtypes: readonly string[];
	/** Index into `dtypes`. */
	readonly dtype: Uint16Array;
	readonly shapes: readonly Tensor['shape'][];
	/** Index into `shapes`. */
	readonly shape: Uint32Array;
	/** NaN where it isn't known. */
	readonly bytes: Float64Array;
	/** Numbers that a tensor holds; 0 for one whose storage an earlier tensor has (tied weights). */
	readonly numbers: Float64Array;
	/** Index of the tensor whose storage it has; -1 for its own. */
	readonly tied: Int32Array;
}

/** Most different dtypes that a list can have; the formats know fewer than fifty. */
const mostDtypes = 0xffff;

/** `counted` are numbers and ties, of the tensors' length. */
export function packTensors(tensors: readonly Tensor[], counted: Pick<TensorColumns, 'numbers' | 'tied'>): TensorColumns {
	const { length } = tensors;
	const shared = new Uint16Array(length), dtype = new Uint16Array(length), shape = new Uint32Array(length), bytes = new Float64Array(length);
	const tails: string[] = [];
	const dtypes = new Indexed<string>(one => one, mostDtypes);
	const shapes = new Indexed<Tensor['shape']>(shapeKey);
	let before = '';
	for (const [at, tensor] of tensors.entries()) {
		const same = sharedLength(before, tensor.name);
		shared[at] = same;
		tails.push(tensor.name.slice(same));
		dtype[at] = dtypes.at(tensor.dtype);
		shape[at] = shapes.at(tensor.shape);
		bytes[at] = tensor.bytes ?? NaN;
		before = tensor.name;
	}
	return { shared, tails, dtype, dtypes: dtypes.values, shape, shapes: shapes.values, bytes, numbers: counted.numbers, tied: counted.tied };
}

/** The names again, in their order. */
export function unpackNames({ shared, tails }: Pick<TensorColumns, 'shared' | 'tails'>): readonly string[] {
	let before = '';
	return tails.map((tail, at) => before = before.slice(0, shared[at]) + tail);
}

function shapeKey(shape: Tensor['shape']): string {
	let key = '';
	for (const size of shape) { key += typeof size === 'number' ? `${size},` : `${JSON.stringify(size)},`; }
	return key;
}

function sharedLength(before: string, name: string): number {
	const most = Math.min(before.length, name.length, 0xffff);
	let length = 0;
	while (length < most && before.charCodeAt(length) === name.charCodeAt(length)) { length++; }
	return length;
}

/** Values in the order in which they were first met, each once. What is past `most` becomes the last one. */
class Indexed<T> {
	readonly values: T[] = [];
	readonly #places = new Map<string, number>();

	constructor(private readonly keyOf: (value: T) => string, private readonly most = Infinity) {}

	at(value: T): number {
		const key = this.keyOf(value);
		const known = this.#places.get(key);
		if (known !== undefined) { return known; }
		if (this.values.length >= this.most) { return this.values.length - 1; }
		this.#places.set(key, this.values.length);
		return this.values.push(value) - 1;
	}
}
