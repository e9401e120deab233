import type { Tensor, Warning } from '../model';
import { counted, damaged } from './damaged';
import type { ModelFormat } from './format';
import { readNpy } from './numpy/array';
import { countParameters } from './parameters';
import { zipDirectory } from './zip/directory';
import { withEntry } from './zip/entry';

const MOST_ARRAYS = 20_000;

/** Several NumPy arrays in a zip (`numpy.savez`): of each only the header is read. */
export const npz: ModelFormat = {
	name: 'npz',
	title: 'NumPy Arrays',
	extensions: ['.npz'],

	async matches(candidate) {
		const directory = await zipDirectory(candidate);
		return directory !== undefined && directory.entries.size > 0 && [...directory.entries.keys()].every(name => name.endsWith('.npy'));
	},

	async read(candidate) {
		const directory = await zipDirectory(candidate);
		if (!directory) { throw damaged(candidate, 'it is no zip file'); }
		return candidate.open(undefined, async file => {
			const tensors: Tensor[] = [];
			const warnings: Warning[] = directory.problem === undefined ? [] : [{ code: 'truncated', message: `The file breaks off before its end (${directory.problem}): arrays are missing from it.` }];
			for (const entry of [...directory.entries.values()].slice(0, MOST_ARRAYS)) {
				const array = await withEntry(file, entry, source => readNpy(candidate, entry.name.replace(/\.npy$/, ''), source, entry.bytes));
				tensors.push(array.tensor);
				warnings.push(...array.warnings);
			}
			return { kind: 'weights', framework: 'numpy', tensors, parameters: countParameters(tensors), summary: counted(tensors.length, 'array'), warnings };
		});
	},
};
