import { RegistryError } from '../../errors';
import type { Tensor, Warning } from '../../model';
import { damaged } from '../damaged';
import type { Candidate, FormatFacts, ReadPart } from '../format';
import { readJson } from '../json';
import { countParameters } from '../parameters';
import { readShards } from '../safetensors/shards';

/** In the order in which one goes before another. */
const FILES = [
	'model.safetensors', 'diffusion_pytorch_model.safetensors', 'consolidated.safetensors', 'adapter_model.safetensors', 'pytorch_model.safetensors', 'model.safetensors.index.json', 'diffusion_pytorch_model.safetensors.index.json',
	'pytorch_model.bin', 'diffusion_pytorch_model.bin', 'adapter_model.bin', 'open_clip_pytorch_model.bin', 'pytorch_model.bin.index.json', 'tf_model.h5', 'flax_model.msgpack',
];
/** With a variant between: `model.fp16.safetensors`, `model.safetensors.index.fp16.json`. */
const VARIANT = /^(?:model|pytorch_model|diffusion_pytorch_model)\.(?:[\w-]{1,30}\.(?:safetensors|bin)(?:\.index\.json)?|(?:safetensors|bin)\.index\.[\w-]{1,30}\.json)$/;
/** Where no file bears a name that the libraries know: exports, and what was converted by hand. */
const OTHERS = [/\.safetensors$/, /\.onnx$/, /\.gguf$/, /^(?!optimizer|scheduler|rng_state|scaler|training_args).*\.pth?$/];
const MOST_OTHERS = 50;
const INDEX = /\.index\.(?:[\w-]+\.)?json$/;

/** The weights that a model folder of the Hugging Face libraries holds. */
export interface FolderWeights extends Pick<FormatFacts, 'framework' | 'library'> {
	/** The file that was read: the weights themselves, or the index of their shards. */
	readonly file: string;
	readonly files: number;
	readonly tensors: readonly Tensor[];
	/** Undefined where the file's format isn't read. */
	readonly parameters: number | undefined;
	readonly metadata: Readonly<Record<string, string>>;
	readonly warnings: readonly Warning[];
}

/** Name of the file that the libraries would load from these: safetensors before pickles, whole before sharded, a variant where there is nothing else. */
export function weightsFile(entries: readonly string[]): string | undefined {
	const there = new Set(entries);
	return FILES.find(name => there.has(name)) ?? entries.find(name => VARIANT.test(name));
}

/** Reads the headers of a folder's weights. Damage comes back as a warning. Undefined where there are none. */
export async function readWeights(folder: Candidate, readPart: ReadPart): Promise<FolderWeights | undefined> {
	const file = weightsFile(folder.entries);
	if (file === undefined) { return readOthers(folder, readPart); }
	const framework = /\.h5$/.test(file) ? 'tensorflow' : /\.msgpack$/.test(file) ? 'jax' : 'pytorch';
	if (INDEX.test(file)) { return { file, framework, ...await readIndexed(folder, file, readPart) }; }
	const facts = await partOf(folder, file, readPart);
	return {
		file, files: 1, framework: facts?.framework ?? framework,
		...(facts?.library ? { library: facts.library } : {}),
		tensors: facts?.tensors ?? [], parameters: facts?.tensors ? countParameters(facts.tensors) : undefined,
		metadata: facts?.metadata ?? {}, warnings: facts?.warnings ?? [],
	};
}

async function readOthers(folder: Candidate, readPart: ReadPart): Promise<FolderWeights | undefined> {
	const files = OTHERS.map(pattern => folder.entries.filter(name => pattern.test(name))).find(names => names.length > 0)?.slice(0, MOST_OTHERS) ?? [];
	const parts: { readonly name: string; readonly facts: FormatFacts }[] = [];
	for (const name of files) {
		const facts = await partOf(folder, name, readPart);
		if (facts?.tensors) { parts.push({ name, facts }); }
	}
	const [first] = parts;
	if (!first) { return undefined; }
	const prefix = (name: string): string => parts.length > 1 ? `${name.replace(/\.\w+$/, '')}.` : '';
	const tensors = parts.flatMap(({ name, facts }) => (facts.tensors ?? []).map(tensor => ({ ...tensor, name: prefix(name) + tensor.name, ...(tensor.storage === undefined ? {} : { storage: prefix(name) + tensor.storage }) })));
	return {
		file: first.name, files: parts.length, framework: first.facts.framework ?? 'pytorch', tensors, parameters: parts.reduce((sum, { facts }) => sum + (facts.parameters ?? 0), 0),
		metadata: first.facts.metadata ?? {}, warnings: parts.flatMap(({ facts }) => facts.warnings ?? []),
	};
}

async function readIndexed(folder: Candidate, file: string, readPart: ReadPart): Promise<Omit<FolderWeights, 'file'>> {
	try {
		const index = await readJson(folder, file, 64 * 1024 * 1024);
		const shards = await readShards(folder, index ?? {}, /\.bin\./.test(file) ? async name => pickledShard(folder, name, readPart) : undefined);
		return { files: shards.files.length, tensors: shards.tensors, parameters: countParameters(shards.tensors), metadata: shards.metadata, warnings: shards.warnings };
	} catch (error) {
		if (!RegistryError.is(error, 'damaged-file')) { throw error; }
		return { files: 1, tensors: [], parameters: undefined, metadata: {}, warnings: [{ code: 'damaged-file', message: error.message }] };
	}
}

async function pickledShard(folder: Candidate, name: string, readPart: ReadPart): Promise<{ tensors: readonly Tensor[]; metadata: Readonly<Record<string, string>>; warnings: readonly Warning[] }> {
	const facts = await partOf(folder, name, readPart);
	if (!facts) { throw damaged(folder, `its shard '${name}' is no file of weights`); }
	// Storages are numbered in each file anew.
	const tensors = (facts.tensors ?? []).map(tensor => tensor.storage === undefined ? tensor : { ...tensor, storage: `${name}/${tensor.storage}` });
	return { tensors, metadata: {}, warnings: facts.warnings ?? [] };
}

/** What the reader of its format says of a file in the folder. Throws RegistryError 'not-found'. */
async function partOf(folder: Candidate, name: string, readPart: ReadPart): Promise<FormatFacts | undefined> {
	const part = await folder.inside(name);
	if (!part) { throw new RegistryError('not-found', { path: `${folder.workspacePath}/${name}` }); }
	return part.isDirectory ? undefined : (await readPart(part))?.facts;
}
