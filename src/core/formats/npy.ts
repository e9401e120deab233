import { fileSource } from './bytes/source';
import type { ModelFormat } from './format';
import { isNpy, readNpy } from './numpy/array';
import { elements } from './parameters';

/** One NumPy array (numpy/lib/format.py). */
export const npy: ModelFormat = {
	name: 'npy',
	title: 'NumPy Array',
	extensions: ['.npy'],
	matches: candidate => isNpy(candidate.head),

	async read(candidate) {
		const { tensor, warnings } = await candidate.open(undefined, file => readNpy(candidate, candidate.name.replace(/\.npy$/i, ''), fileSource(file), file.size));
		return { kind: 'weights', framework: 'numpy', tensors: [tensor], parameters: elements(tensor), summary: `${tensor.dtype} [${tensor.shape.join(', ')}]`, warnings };
	},
};
