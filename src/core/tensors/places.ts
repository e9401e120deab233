import type { Candidate, RangeReader } from '../formats/format';
import { readGguf } from '../formats/gguf/header';
import { readHeader } from '../formats/safetensors/header';
import type { Tensor } from '../model';

/** A tensor and where its bytes lie. */
export interface TensorPlace {
	readonly tensor: Tensor;
	readonly file: RangeReader;
	/** In the file. Reading past its end throws 'damaged-file'. */
	readonly offset: number;
	readonly bytes: number;
}

/** Names of files whose tensors lie in the open, one after the other, each in one piece. */
export const knownPlaces = /\.(?:safetensors|gguf)$/i;

/**
 * The tensors of a safetensors or GGUF file with the places of their bytes, by the headers alone (safetensors README, 'Format'; ggml
 * docs/gguf.md). Undefined for any other file. Throws 'damaged-file'.
 */
export async function tensorPlaces(candidate: Pick<Candidate, 'head'>, file: RangeReader): Promise<readonly TensorPlace[] | undefined> {
	if (candidate.head.toString('latin1', 0, 4) === 'GGUF') {
		const { tensors, offsets } = await readGguf(file);
		return tensors.flatMap((tensor, at) => (tensor.bytes === undefined ? [] : [{ tensor, file, offset: offsets[at] ?? NaN, bytes: tensor.bytes }]));
	}
	if (candidate.head[8] !== 0x7b) { return undefined; }
	return (await readHeader(file)).places.map(({ tensor, begin, end }) => ({ tensor, file, offset: begin, bytes: end - begin }));
}
