import { scalarOf } from '../pickle/numpy';
import { fieldsOf, isDict, isObject, type PickleValue } from '../pickle/value';
import type { RangeReader } from '../format';
import { dtypeBytes } from './dtypes';
import { tensorOf, type TorchTensor } from './tensor';

/** Reads the bytes of a storage: undefined where they can't be had. */
export type ReadStorage = (key: string, offset: number, length: number) => Promise<Buffer | undefined>;

/** A number, also where it is a NumPy scalar, or a tensor of one element whose value `values` knows. */
export type NumberOf = (value: PickleValue | undefined) => number | undefined;

const MOST_SCALARS = 64;

/** Reads the tensors of a single element that a checkpoint keeps beside its weights (a loss, a best score), and gives the way to ask for their numbers. */
export async function readScalars(root: PickleValue | undefined, readStorage: ReadStorage): Promise<NumberOf> {
	const values = new Map<PickleValue, number>();
	for (const candidate of shallow(root, 0)) {
		const tensor = tensorOf(candidate);
		if (!tensor || tensor.shape.reduce((a, b) => a * b, 1) !== 1 || values.size >= MOST_SCALARS) { continue; }
		const size = dtypeBytes(tensor.dtype);
		const bytes = await readStorage(tensor.key, tensor.offset * size, size);
		const number = bytes && decoded(tensor, bytes);
		if (number !== undefined) { values.set(candidate, number); }
	}
	return value => {
		if (typeof value === 'number') { return value; }
		const scalar = scalarOf(value);
		return typeof scalar === 'number' ? scalar : value === undefined ? undefined : values.get(value);
	};
}

/** What stands at the top of a checkpoint, and in its records of callbacks and metrics. */
function shallow(value: PickleValue | undefined, depth: number): PickleValue[] {
	if (!isDict(value) || depth > 3) { return []; }
	return [...fieldsOf(value)].slice(0, 500).flatMap(([key, one]) => {
		if (isObject(one)) { return [one]; }
		return depth === 0 && !/callbacks|metrics|results|scores/i.test(key) ? [] : shallow(one, depth + 1);
	});
}

function decoded({ dtype }: TorchTensor, bytes: Buffer): number | undefined {
	switch (dtype) {
		case 'F32': return bytes.readFloatLE(0);
		case 'F64': return bytes.readDoubleLE(0);
		case 'I64': return Number(bytes.readBigInt64LE(0));
		case 'I32': return bytes.readInt32LE(0);
		case 'BF16': { const wide = Buffer.alloc(4); bytes.copy(wide, 2); return wide.readFloatLE(0); }
		default: return undefined;
	}
}

/** The storages of a zip: entries `<root>/data/<key>`. */
export function storageReader(entryOf: (key: string) => Promise<RangeReader | undefined>): ReadStorage {
	return async (key, offset, length) => {
		const storage = key === '' ? undefined : await entryOf(key);
		return storage && offset + length <= storage.size ? storage.read(offset, length) : undefined;
	};
}
