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

export interface PackedTensor extends Tensor { readonly numbers: number; readonly tied: number }

/** Most different dtypes that a list can have; the formats know fewer than fifty. */
const mostDtypes = 0xffff;

export function packTensors(tensors: readonly PackedTensor[]): TensorColumns {
	const names = tensors.map(({ name }) => name);
	const shared = Uint16Array.from(names, (name, at) => sharedLength(names[at - 1] ?? '', name));
	const dtypes = new Indexed<string>(dtype => dtype, mostDtypes);
	const shapes = new Indexed<Tensor['shape']>(shape => JSON.stringify(shape));
	return {
		shared, tails: names.map((name, at) => name.slice(shared[at] ?? 0)),
		dtype: Uint16Array.from(tensors, tensor => dtypes.at(tensor.dtype)), dtypes: dtypes.values,
		shape: Uint32Array.from(tensors, tensor => shapes.at(tensor.shape)), shapes: shapes.values,
		bytes: Float64Array.from(tensors, ({ bytes }) => bytes ?? NaN),
		numbers: Float64Array.from(tensors, ({ numbers }) => numbers),
		tied: Int32Array.from(tensors, ({ tied }) => tied),
	};
}

/** The names again, in their order. */
export function unpackNames({ shared, tails }: Pick<TensorColumns, 'shared' | 'tails'>): readonly string[] {
	let before = '';
	return tails.map((tail, at) => before = before.slice(0, shared[at]) + tail);
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
