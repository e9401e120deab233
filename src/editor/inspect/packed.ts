import { elements } from '../../core/formats/parameters';
import type { Facts, Tensor } from '../../core/model';
import type { PackedTensor } from '../../protocol/tensorColumns';

/** The tensors with how many numbers each holds. One whose storage an earlier one has is tied to it and holds none of its own. */
export function withNumbers(tensors: readonly Tensor[]): readonly PackedTensor[] {
	const owners = new Map<string, number>();
	return tensors.map((tensor, at) => {
		const owner = tensor.storage === undefined ? undefined : owners.get(tensor.storage);
		if (tensor.storage !== undefined && owner === undefined) { owners.set(tensor.storage, at); }
		return { ...tensor, numbers: owner === undefined ? elements(tensor) : 0, tied: owner ?? -1 };
	});
}

/** Whether numbers stand for several weights each (quantised and packed), so that counting numbers isn't counting weights. */
export function isPacked({ tensors, parameters }: Pick<Facts, 'tensors' | 'parameters'>): boolean {
	if (parameters === undefined || !tensors.length) { return false; }
	return withNumbers(tensors).reduce((sum, { numbers }) => sum + numbers, 0) !== parameters;
}
