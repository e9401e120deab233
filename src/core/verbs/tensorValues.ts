import { RegistryError } from '../errors';
import { openCandidate } from '../formats/candidate';
import type { RangeReader } from '../formats/format';
import type { VersionDetails } from '../model';
import { tensorPlaces, type TensorPlace } from '../tensors/places';
import { tensorValues, type LearntValues, type ValuesBetween, type ValuesOptions } from '../tensors/values';
import { ValuesCache } from '../tensors/valuesCache';
import { isRunReference } from './comparedRun';
import type { Context } from './context';

/**
 * Compares the bytes of the tensors of two versions, read a piece at a time from safetensors, GGUF and PyTorch zip files. What is learnt is
 * kept by the digests of the artifacts. Throws 'cancelled', 'bytes-modified', 'damaged-file'.
 */
export async function valuesBetween(ctx: Context, then: VersionDetails, now: VersionDetails, options: ValuesOptions): Promise<ValuesBetween> {
	const whys = [then, now].flatMap(one => whyNot(one) ?? []);
	if (whys[0] !== undefined) { return { is: 'unknown', why: whys[0] }; }
	try {
		return await withPlaces(ctx, then, before => withPlaces(ctx, now, async (after): Promise<ValuesBetween> => {
			const bare = before.length ? after.length ? undefined : now : then;
			if (bare) { return { is: 'unknown', why: notRead(bare) }; }
			return { is: 'compared', values: await withCache(ctx, then, now, learnt => tensorValues(after, before, { ...options, learnt })) };
		}));
	} catch (error) {
		if (!RegistryError.is(error, 'not-found') && !RegistryError.is(error, 'bytes-missing')) { throw error; }
		return { is: 'unknown', why: error.message.replace(/\.$/, '') };
	}
}

/** Of bytes that are only referred to nothing is kept: they may be others by now. */
async function withCache<T>(ctx: Context, then: VersionDetails, now: VersionDetails, use: (learnt: LearntValues) => Promise<T>): Promise<T> {
	const cache = new ValuesCache(ctx.layout.root);
	const isKept = [then, now].every(({ artifact }) => artifact.storage !== 'reference');
	const learnt = isKept ? await cache.read(now.artifact.digest, then.artifact.digest) : { now: new Map<string, string>(), then: new Map<string, string>(), squares: new Map() };
	const before = { now: learnt.now.size, then: learnt.then.size, squares: learnt.squares.size };
	try {
		return await use(learnt);
	} finally {
		// What was learnt before somebody cancelled counts, too; a folder that can't be written costs reading it again.
		if (isKept) { await cache.write(now.artifact.digest, then.artifact.digest, learnt, before).catch((error: unknown) => { ctx.log.info(String(error)); }); }
	}
}

function whyNot(details: VersionDetails): string | undefined {
	if (isRunReference(details.id)) { return `${details.label} is a run that is not registered`; }
	if (details.purged) { return `the bytes of ${details.label} were purged`; }
	return tensorFiles(details).length ? undefined : notRead(details);
}

function notRead({ label, artifact }: VersionDetails): string {
	return `${label} is ${artifact.format}, and only the values of safetensors, GGUF and PyTorch zip files are compared`;
}

/** Files whose tensors lie unpacked. Where a folder has its weights in several forms, safetensors and GGUF count. */
function tensorFiles({ files }: VersionDetails): VersionDetails['files'] {
	const plain = files.filter(file => /\.(?:safetensors|gguf)$/i.test(file.path));
	return plain.length ? plain : files.filter(file => /\.(?:pt|pth|ckpt|bin|tar)$/i.test(file.path));
}

/** Opens the version's files, one inside the other, for the time of `use`. */
export async function withPlaces<T>(ctx: Context, details: VersionDetails, use: (places: readonly TensorPlace[]) => Promise<T>): Promise<T> {
	const open = async ([file, ...others]: VersionDetails['files'], known: readonly TensorPlace[]): Promise<T> => {
		if (!file) { return use(known); }
		const at = ctx.artifacts.keptAt(details.artifact, file);
		const candidate = await openCandidate(at, ctx.layout.workspace).catch((error: unknown) => { throw RegistryError.is(error, 'not-found') ? new RegistryError('bytes-missing', { ref: details.ref, path: file.path }) : error; });
		if (candidate.size !== file.bytes) { throw new RegistryError('bytes-modified', { ref: details.ref, path: file.path }); }
		return candidate.open(undefined, async (reader: RangeReader) => open(others, [...known, ...await tensorPlaces(candidate, reader) ?? []]));
	};
	return open(tensorFiles(details), []);
}
