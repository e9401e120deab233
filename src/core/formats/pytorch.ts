import { damaged } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { Cursor } from './pickle/cursor';
import { unpickle } from './pickle/unpickle';
import { readScalars, storageReader } from './torch/scalars';
import { torchFacts } from './torch/torchFacts';
import { zipDirectory, type ZipDirectory, type ZipEntry } from './zip/directory';
import { storedEntry, withEntry } from './zip/entry';

/** `torch.save` since PyTorch 1.6 (torch/serialization.py): a zip of one pickle and the storages. Only the pickle is read. */
export const pytorch: ModelFormat = {
	name: 'pytorch',
	title: 'PyTorch',
	extensions: ['.pt', '.pth', '.ckpt', '.pth.tar'],
	fileNames: ['(pytorch_model|adapter_model|model|weights|optimizer).*\\.bin'],

	async matches(candidate) {
		const directory = await zipDirectory(candidate);
		return directory !== undefined && pickleIn(directory) !== undefined && ![...directory.entries.keys()].some(name => /^[^/]+\/(constants\.pkl|code\/)/.test(name));
	},

	read: readTorchZip,
};

/** The zip's one pickle, with its storages. */
export async function readTorchZip(candidate: Candidate): Promise<FormatFacts> {
	const directory = await zipDirectory(candidate);
	const entry = directory && pickleIn(directory);
	if (!entry) { throw damaged(candidate, 'it holds no data.pkl'); }
	const folder = entry.name.slice(0, -'data.pkl'.length);
	return candidate.open(undefined, async file => {
		const pickled = await withEntry(file, entry, source => unpickle(new Cursor(source)));
		const numberOf = await readScalars(pickled.value, storageReader(async key => {
			const storage = directory.entries.get(`${folder}data/${key}`);
			return storage && storedEntry(file, storage);
		}));
		const facts = torchFacts(candidate, pickled, numberOf);
		const cut = directory.problem === undefined ? [] : [{ code: 'truncated', message: `The file breaks off before its end (${directory.problem}): weights are missing from it.` }];
		return { ...facts, warnings: [...cut, ...facts.warnings ?? []] };
	});
}

/** The entry of the pickle: `<name>/data.pkl`. */
export function pickleIn(directory: ZipDirectory): ZipEntry | undefined {
	for (const entry of directory.entries.values()) {
		if (/^[^/]+\/data\.pkl$/.test(entry.name)) { return entry; }
	}
	return undefined;
}
