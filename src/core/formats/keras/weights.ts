import type { Tensor } from '../../model';
import type { Hdf5, Hdf5Object } from '../hdf5/open';

const MOST_TENSORS = 200_000;
const MOST_DEPTH = 40;
/** Beside the weights: states of optimizers, of generators of random numbers, of metrics. */
const NOT_WEIGHTS = /^(optimizer(_weights)?|seed_generator|compile_metrics|metrics|loss_tracker|top_level_model_weights_optimizer)$/;

/** Every dataset below a group but what is no weight, by its path. Keras names a layer in an attribute where the path has only a counter. */
export async function weightsOf(file: Hdf5, root: Hdf5Object): Promise<Tensor[]> {
	const tensors: Tensor[] = [];
	// A group may be linked at several places, and below itself: it counts once.
	const visited = new Set([file.rootAddress]);
	const walk = async (group: Hdf5Object, path: readonly string[]): Promise<void> => {
		if (path.length > MOST_DEPTH) { return; }
		for (const [name, address] of group.links) {
			if (NOT_WEIGHTS.test(name) || visited.has(address) || tensors.length >= MOST_TENSORS) { continue; }
			const member = await file.object(address);
			if (member.shape) {
				tensors.push({ name: [...path, name].join('/'), dtype: member.dtype ?? '?', shape: member.shape, ...(member.bytes === undefined ? {} : { bytes: member.bytes }), storage: String(address) });
			} else {
				visited.add(address);
				await walk(member, named(path, name, member));
			}
		}
	};
	await walk(root, []);
	return tensors;
}

/** `layers/dense/vars` with the attribute name=d1 is `d1`. */
function named(path: readonly string[], name: string, member: Hdf5Object): readonly string[] {
	const own = member.attributes.get('name');
	if (name === 'vars' && typeof own === 'string' && own) { return [...path.slice(0, -1), own]; }
	return name === 'vars' || name === 'layers' || name === '_layer_checkpoint_dependencies' ? path : [...path, name];
}
