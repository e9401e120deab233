import type { Candidate, RangeReader } from '../formats/format';
import { Cursor } from '../formats/pickle/cursor';
import { unpickle } from '../formats/pickle/unpickle';
import { pickleIn } from '../formats/pytorch';
import { dtypeBytes } from '../formats/torch/dtypes';
import type { TorchTensor } from '../formats/torch/tensor';
import { isOptimizerState, weightsOf } from '../formats/torch/weights';
import { entryHead, storedEntry, withEntry } from '../formats/zip/entry';
import { zipDirectory } from '../formats/zip/directory';
import type { Tensor } from '../model';
import type { TensorPlace } from './places';
import { isContiguous, strided } from './strided';

/**
 * The tensors of what `torch.save` wrote since PyTorch 1.6 (torch/serialization.py: a zip of one pickle and the storages), with the places of
 * their bytes: of those whose storage lies unpacked in the file, which is how PyTorch writes them. Undefined for any other file, and for one
 * that a big-endian machine wrote. Throws 'damaged-file'.
 */
export async function torchPlaces(candidate: Candidate, file: RangeReader): Promise<readonly TensorPlace[] | undefined> {
	const directory = await zipDirectory(candidate);
	const entry = directory && pickleIn(directory);
	if (!entry) { return undefined; }
	const folder = entry.name.slice(0, -'data.pkl'.length);
	const order = directory.entries.get(`${folder}byteorder`);
	if (order && (await entryHead(file, order, 16)).toString('latin1').startsWith('big')) { return undefined; }
	const pickled = await withEntry(file, entry, source => unpickle(new Cursor(source)));
	if (isOptimizerState(pickled.value)) { return []; }
	const stored = new Map<Tensor, TorchTensor>();
	const { tensors } = weightsOf(pickled.value, stored);
	const storages = new Map<string, RangeReader | undefined>();
	const places: TensorPlace[] = [];
	for (const tensor of tensors) {
		const torch = stored.get(tensor);
		if (!torch || torch.key === '') { continue; }
		if (!storages.has(torch.key)) {
			const found = directory.entries.get(`${folder}data/${torch.key}`);
			storages.set(torch.key, found && await storedEntry(file, found));
		}
		const place = placeOf(tensor, torch, storages.get(torch.key));
		if (place) { places.push(place); }
	}
	return places;
}

/** Undefined where its bytes aren't all in the storage, or are spread too widely to be gathered. */
function placeOf(tensor: Tensor, { dtype, shape, strides, offset, bytes }: TorchTensor, storage: RangeReader | undefined): TensorPlace | undefined {
	if (!storage) { return undefined; }
	const size = dtypeBytes(dtype);
	if (!strides || isContiguous(shape, strides)) { return offset * size + bytes <= storage.size ? { tensor, file: storage, offset: offset * size, bytes } : undefined; }
	const file = strided(storage, { shape, strides, offset, size });
	return file && { tensor, file, offset: 0, bytes };
}
