import type { Candidate, RangeReader } from '../formats/format';
import { readGguf } from '../formats/gguf/header';
import { readHeader } from '../formats/safetensors/header';
import type { Tensor } from '../model';
import { torchPlaces } from './torchPlaces';

/** A tensor and where its bytes lie. */
export interface TensorPlace {
	readonly tensor: Tensor;
	readonly file: RangeReader;
	/** In the file. Reading past its end throws 'damaged-file'. */
	readonly offset: number;
	readonly bytes: number;
}

/**
 * The tensors of a safetensors, GGUF or PyTorch zip file with the places of their bytes, by the headers alone (safetensors README, 'Format';
 * ggml docs/gguf.md; torch/serialization.py). Undefined for any other file. Throws 'damaged-file'.
 */
export async function tensorPlaces(candidate: Candidate, file: RangeReader): Promise<readonly TensorPlace[] | undefined> {
	if (candidate.head.toString('latin1', 0, 4) === 'GGUF') {
		const { tensors, offsets } = await readGguf(file);
		return tensors.flatMap((tensor, at) => (tensor.bytes === undefined ? [] : [{ tensor, file, offset: offsets[at] ?? NaN, bytes: tensor.bytes }]));
	}
	if (candidate.head[8] === 0x7b) { return (await readHeader(file)).places.map(({ tensor, begin, end }) => ({ tensor, file, offset: begin, bytes: end - begin })); }
	return torchPlaces(candidate, file);
}
