import { unpackNames, type TensorColumns } from '../../../src/protocol/tensorColumns';

/** The tensors of a file, by their place in it. */
export interface TensorList extends TensorColumns {
	readonly count: number;
	readonly names: readonly string[];
	/** Numbers of all tensors together. */
	readonly total: number;
	/** Bytes of all tensors whose size is known. */
	readonly totalBytes: number;
}

export function tensorList(columns: TensorColumns): TensorList {
	return {
		...columns, count: columns.tails.length, names: unpackNames(columns),
		total: columns.numbers.reduce((sum, numbers) => sum + numbers, 0),
		totalBytes: columns.bytes.reduce((sum, bytes) => sum + (Number.isNaN(bytes) ? 0 : bytes), 0),
	};
}

export function dtypeOf(list: TensorList, index: number): string {
	return list.dtypes[list.dtype[index] ?? -1] ?? '';
}

/** `[50265, 768]`; a dimension that isn't fixed is `?`, or its symbol. */
export function shapeOf(list: TensorList, index: number): string {
	return `[${(list.shapes[list.shape[index] ?? -1] ?? []).map(size => (size === null ? '?' : String(size))).join(', ')}]`;
}

/** Undefined where the file doesn't say. */
export function bytesOf(list: TensorList, index: number): number | undefined {
	const bytes = list.bytes[index];
	return bytes === undefined || Number.isNaN(bytes) ? undefined : bytes;
}
