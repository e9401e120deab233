import { RegistryError } from '../errors';
import type { Candidate, RangeReader } from '../formats/format';
import { readOnnx } from '../formats/onnx/model';
import type { TensorPlace } from './places';

/** Files beside the model that are opened for its weights. */
const mostFiles = 16;

/**
 * The weights of an ONNX model (onnx/onnx.proto, TensorProto) with the places of their bytes, in the model and in the files beside it that it names, for
 * the time of `use`. What lies in files that aren't there, or not where they may, is left out. Throws 'damaged-file'.
 */
export async function withOnnxPlaces<T>(candidate: Candidate, file: RangeReader, use: (places: readonly TensorPlace[]) => Promise<T>): Promise<T> {
	const { places } = await readOnnx(file);
	const names = [...new Set(places.flatMap(({ location }) => location ?? []))].slice(0, mostFiles);
	const open = async ([name, ...others]: readonly string[], files: ReadonlyMap<string | undefined, RangeReader>): Promise<T> => {
		if (name === undefined) {
			return use(places.flatMap(({ tensor, location, offset, bytes }) => {
				const within = files.get(location);
				return within && offset + bytes <= within.size ? [{ tensor, file: within, offset, bytes }] : [];
			}));
		}
		const beside = await candidate.inside(name).catch((error: unknown) => { if (RegistryError.is(error)) { return undefined; } throw error; });
		return beside && !beside.isDirectory ? beside.open(undefined, async reader => open(others, new Map([...files, [name, reader]]))) : open(others, files);
	};
	return open(names, new Map([[undefined, file]]));
}
