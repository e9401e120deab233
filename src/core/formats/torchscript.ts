import type { ModelFormat } from './format';
import { readTorchZip, pickleIn } from './pytorch';
import { zipDirectory } from './zip/directory';

/** TorchScript (torch/csrc/jit/serialization): the zip of `torch.save` with compiled code beside the pickle. */
export const torchscript: ModelFormat = {
	name: 'torchscript',
	title: 'TorchScript',
	extensions: ['.ptl', '.torchscript'],

	async matches(candidate) {
		const directory = await zipDirectory(candidate);
		return directory !== undefined && pickleIn(directory) !== undefined && [...directory.entries.keys()].some(name => /^[^/]+\/(constants\.pkl|code\/)/.test(name));
	},

	async read(candidate) {
		const facts = await readTorchZip(candidate);
		const kept = facts.metadata?.['class'];
		return {
			...facts, kind: 'model', framework: 'pytorch',
			...(kept ? { metadata: { class: kept.replace(/^__torch__\./, '') } } : {}),
			// Its loader resolves only what its own code defines: the names of a pickle are no danger here.
			warnings: facts.warnings?.filter(warning => !warning.code.endsWith('-pickle')) ?? [],
		};
	},
};
