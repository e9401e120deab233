import { isGlobal, isObject, isTagged, itemsOf, qualifiedName, type PickleValue } from '../pickle/value';
import { dtypeBytes, torchDtype } from './dtypes';

/** A tensor as a pickle of PyTorch describes it. */
export interface TorchTensor {
	readonly dtype: string;
	readonly shape: readonly number[];
	readonly bytes: number;
	/** Key of its storage: the name of the zip's entry below `data/`. */
	readonly key: string;
	/** Where in the storage it begins, in elements. */
	readonly offset: number;
	/** Between neighbours along each axis, in elements; undefined where they weren't given. */
	readonly strides?: readonly number[];
}

/**
 * The tensor that `torch._utils._rebuild_*` would have made; undefined for anything else.
 * The storage is `('storage', class, key, location, element count)`.
 */
export function tensorOf(value: PickleValue | undefined, depth = 0): TorchTensor | undefined {
	if (!isObject(value) || depth > 8) { return undefined; }
	const [first, second, third] = value.args;
	switch (qualifiedName(value)) {
		case 'torch._utils._rebuild_tensor': case 'torch._utils._rebuild_tensor_v2': case 'torch._utils._rebuild_qtensor':
			return stored(value.args, undefined);
		case 'torch._utils._rebuild_tensor_v3':
			return stored(value.args, value.args[6]);
		case 'torch._utils._rebuild_parameter': case 'torch._utils._rebuild_parameter_with_state': case 'torch.nn.parameter.Parameter': case 'torch.nn.parameter.Buffer':
			return tensorOf(first, depth + 1);
		case 'torch._tensor._rebuild_from_type': case 'torch._tensor._rebuild_from_type_v2': case 'torch.tensor._rebuild_from_type_v2':
			// (function, type, its arguments, state)
			return tensorOf({ kind: 'object', cls: first ?? null, args: itemsOf(third) ?? [], items: [], entries: [] }, depth + 1);
		case 'torch._utils._rebuild_device_tensor_from_numpy': case 'torch._utils._rebuild_xla_tensor':
			return isGlobal(second) && isObject(first) ? whole(second.name, itemsOf(itemsOf(first.state)?.[1])) : undefined;
		case 'torch._utils._rebuild_meta_tensor_no_storage':
			return isGlobal(first) ? whole(first.name, itemsOf(second)) : undefined;
		case 'torch._utils._rebuild_wrapper_subclass':
			// (class, dtype, size, …)
			return isGlobal(second) ? whole(second.name, itemsOf(third)) : undefined;
		case 'torch._utils._rebuild_sparse_tensor':
			// (layout, (indices, values, size, …)): what is stored are its values.
			return tensorOf(itemsOf(second)?.[1], depth + 1);
		default:
			return undefined;
	}
}

/** Of the arguments that all rebuilding functions begin with: storage, offset, size, stride. */
function stored([storage, offset, shape, stride]: readonly PickleValue[], dtype: PickleValue | undefined): TorchTensor | undefined {
	const id = isTagged(storage) && storage.kind === 'persistent' ? itemsOf(storage.id) : undefined;
	const [, storageClass, key] = id ?? [];
	const sizes = shapeOf(itemsOf(shape)), strides = itemsOf(stride)?.filter((step): step is number => Number.isSafeInteger(step));
	if (!id || !sizes || !isGlobal(storageClass)) { return undefined; }
	const name = torchDtype(isGlobal(dtype) ? dtype.name : storageClass.name);
	return { dtype: name, shape: sizes, bytes: product(sizes) * dtypeBytes(name), key: typeof key === 'string' || typeof key === 'number' ? String(key) : '', offset: typeof offset === 'number' ? offset : 0, ...(strides?.length === sizes.length ? { strides } : {}) };
}

/** One that has no storage of its own in the file. */
function whole(dtype: string, shape: readonly PickleValue[] | undefined): TorchTensor | undefined {
	const sizes = shapeOf(shape);
	const name = torchDtype(dtype);
	return sizes && { dtype: name, shape: sizes, bytes: product(sizes) * dtypeBytes(name), key: '', offset: 0 };
}

function shapeOf(items: readonly PickleValue[] | undefined): readonly number[] | undefined {
	return items && items.length <= 64 && items.every((size): size is number => typeof size === 'number' && size >= 0) && Number.isSafeInteger(product(items)) ? items : undefined;
}

function product(sizes: readonly number[]): number {
	return sizes.reduce((all, size) => all * size, 1);
}
