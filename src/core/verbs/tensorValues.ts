import { RegistryError } from '../errors';
import { openCandidate } from '../formats/candidate';
import type { RangeReader } from '../formats/format';
import type { VersionDetails } from '../model';
import { knownPlaces, tensorPlaces, type TensorPlace } from '../tensors/places';
import { tensorValues, type ValuesBetween } from '../tensors/values';
import { isRunReference } from './comparedRun';
import type { Context, LongRunning } from './context';

/**
 * Compares the bytes of the tensors of two versions, read a piece at a time from safetensors and GGUF files. Throws 'cancelled',
 * 'bytes-modified', 'damaged-file'.
 */
export async function valuesBetween(ctx: Context, then: VersionDetails, now: VersionDetails, long: LongRunning): Promise<ValuesBetween> {
	const whys = [then, now].flatMap(one => whyNot(one) ?? []);
	if (whys[0] !== undefined) { return { is: 'unknown', why: whys[0] }; }
	try {
		return { is: 'compared', values: await withPlaces(ctx, then, before => withPlaces(ctx, now, after => tensorValues(after, before, long))) };
	} catch (error) {
		if (!RegistryError.is(error, 'not-found') && !RegistryError.is(error, 'bytes-missing')) { throw error; }
		return { is: 'unknown', why: error.message.replace(/\.$/, '') };
	}
}

function whyNot(details: VersionDetails): string | undefined {
	if (isRunReference(details.id)) { return `${details.label} is a run that is not registered`; }
	if (details.purged) { return `the bytes of ${details.label} were purged`; }
	return tensorFiles(details).length ? undefined : `${details.label} is ${details.artifact.format}, and only the values of safetensors and GGUF files are compared`;
}

function tensorFiles({ files }: VersionDetails): VersionDetails['files'] {
	return files.filter(file => knownPlaces.test(file.path));
}

/** Opens the version's files, one inside the other, for the time of `use`. */
async function withPlaces<T>(ctx: Context, details: VersionDetails, use: (places: readonly TensorPlace[]) => Promise<T>): Promise<T> {
	const open = async ([file, ...others]: VersionDetails['files'], known: readonly TensorPlace[]): Promise<T> => {
		if (!file) { return use(known); }
		const at = ctx.artifacts.keptAt(details.artifact, file);
		const candidate = await openCandidate(at, ctx.layout.workspace).catch((error: unknown) => { throw RegistryError.is(error, 'not-found') ? new RegistryError('bytes-missing', { ref: details.ref, path: file.path }) : error; });
		if (candidate.size !== file.bytes) { throw new RegistryError('bytes-modified', { ref: details.ref, path: file.path }); }
		return candidate.open(undefined, async (reader: RangeReader) => open(others, [...known, ...await tensorPlaces(candidate, reader) ?? []]));
	};
	return open(tensorFiles(details), []);
}
