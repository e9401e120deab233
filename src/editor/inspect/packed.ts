import type { Facts, Tensor } from '../../core/model';
import type { TensorColumns } from '../../protocol/tensorColumns';

/** How many numbers each tensor holds. One whose storage an earlier one has is tied to it and holds none of its own. */
export function countNumbers(tensors: readonly Tensor[]): Pick<TensorColumns, 'numbers' | 'tied'> {
	const numbers = new Float64Array(tensors.length), tied = new Int32Array(tensors.length).fill(-1);
	const owners = new Map<string, number>();
	for (const [at, tensor] of tensors.entries()) {
		const owner = tensor.storage === undefined ? undefined : owners.get(tensor.storage);
		if (owner === undefined) { numbers[at] = elements(tensor); } else { tied[at] = owner; }
		if (tensor.storage !== undefined && owner === undefined) { owners.set(tensor.storage, at); }
	}
	return { numbers, tied };
}

/** Whether numbers stand for several weights each (quantised and packed), so that counting numbers isn't counting weights. */
export function isPacked({ tensors, parameters }: Pick<Facts, 'tensors' | 'parameters'>): boolean {
	return parameters !== undefined && tensors.length > 0 && countNumbers(tensors).numbers.reduce((sum, numbers) => sum + numbers, 0) !== parameters;
}

/** Product of the dimensions; one that isn't fixed counts as 1. */
function elements({ shape }: Tensor): number {
	return shape.reduce<number>((product, size) => product * (typeof size === 'number' && size >= 0 ? size : 1), 1);
}
