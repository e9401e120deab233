import { PickleProblem, type Cursor } from './cursor';
import { arrayOf, dtypeOf } from './numpy';
import type { Unpickling } from './pickled';
import { fieldsOf, isObject, itemsOf, qualifiedName, type PickleValue, type PyArray, type PyObject } from './value';

/** Arrays up to here keep their bytes: class labels and coefficients. */
const KEPT = 4096;

/** joblib's stand-in for an array whose bytes follow in the stream. */
export function isArrayWrapper(value: PickleValue): value is PyObject {
	return isObject(value) && qualifiedName(value) === 'joblib.numpy_pickle.NumpyArrayWrapper';
}

/**
 * The array behind a wrapper (joblib/numpy_pickle.py, NumpyArrayWrapper.read_array): a nested pickle where it holds objects;
 * else, since joblib 1.2, a byte that says how much padding follows, and the raw bytes.
 */
export async function readJoblibArray(wrapper: PyObject, cursor: Cursor, unpickling: Unpickling): Promise<PyArray> {
	const state = fieldsOf(wrapper.state);
	const dtype = dtypeOf(state.get('dtype'));
	const shape = itemsOf(state.get('shape'))?.filter((size): size is number => typeof size === 'number' && size >= 0) ?? [];
	if (!dtype) { throw new PickleProblem('it holds an array of a type that is not known'); }
	if (dtype.hasObjects) {
		const nested = await unpickling.nested(cursor);
		if (nested.problem) { throw new PickleProblem(nested.problem); }
		return { ...arrayOf(nested.value), kind: 'array', dtype: 'O', shape };
	}
	if (state.has('numpy_array_alignment_bytes') && state.get('numpy_array_alignment_bytes') !== null) {
		await cursor.fill(1);
		await cursor.skip(cursor.u8());
	}
	const length = shape.reduce((product, size) => product * size, dtype.itemsize);
	if (!Number.isSafeInteger(length)) { throw new PickleProblem('it announces an array that no file holds'); }
	if (length > KEPT) {
		await cursor.skip(length);
		return { kind: 'array', dtype: dtype.code, shape };
	}
	return { kind: 'array', dtype: dtype.code, shape, bigEndian: dtype.bigEndian, data: await cursor.take(length) };
}
