import { RegistryError } from '../errors';
import { openCandidate } from './candidate';
import { cleanFacts } from './cleanFacts';
import { grouped } from './damaged';
import { coreml } from './coreml';
import { diffusers } from './diffusers';
import type { Candidate, FormatFacts, ModelFormat, ReadPart } from './format';
import { catboost } from './catboost';
import { gguf } from './gguf';
import { huggingface } from './huggingface';
import { withConfigBeside } from './huggingface/beside';
import { joblib } from './joblib';
import { keras } from './keras';
import { hdf5, kerasH5 } from './kerasH5';
import { lfsPointer } from './lfsPointer';
import { lightgbm } from './lightgbm';
import { mlflowModel } from './mlflowModel';
import { npy } from './npy';
import { npz } from './npz';
import { onnx } from './onnx';
import { pointersIn } from './pointersIn';
import { peft } from './peft';
import { pickle } from './pickle';
import { pytorch } from './pytorch';
import { pytorchLegacy } from './pytorchLegacy';
import { safetensors } from './safetensors';
import { savedModel } from './savedModel';
import { sentenceTransformers } from './sentenceTransformers';
import { skops } from './skops';
import { tfCheckpoint } from './tfCheckpoint';
import { tflite } from './tflite';
import { torchExport } from './torchExport';
import { torchscript } from './torchscript';
import { unknown } from './unknown';
import { xgboost } from './xgboost';

/** Every model format that is read. The order decides where two know a file and neither by its extension. */
export const formats: readonly ModelFormat[] = [
	lfsPointer,
	mlflowModel,
	diffusers,
	sentenceTransformers,
	peft,
	huggingface,
	savedModel,
	tfCheckpoint,
	safetensors,
	gguf,
	onnx,
	coreml,
	torchExport,
	torchscript,
	pytorch,
	pytorchLegacy,
	skops,
	npz,
	npy,
	keras,
	kerasH5,
	hdf5,
	tflite,
	lightgbm,
	xgboost,
	catboost,
	joblib,
	pickle,
];

/** Where "Register Model…" is offered on a file: with the dot, lower case, sorted. */
export const modelExtensions: readonly string[] = [...new Set(formats.flatMap(format => format.extensions))].sort();

/** Regular expressions over whole file names, sorted, where "Register Model…" is offered too although the extension says little. */
export const modelFileNames: readonly string[] = [...new Set(formats.flatMap(format => format.fileNames ?? []))].sort();

/** Names of files that make a folder a model, sorted. */
export const folderMarkers: readonly string[] = [...new Set(formats.flatMap(format => format.folderMarkers ?? []))].sort();

/** The format of a file or folder, by its content; the extension decides only between two that both know it. */
export async function findFormat(candidate: Candidate): Promise<ModelFormat> {
	const name = candidate.name.toLowerCase();
	let first: ModelFormat | undefined;
	for (const format of formats) {
		if (!await format.matches(candidate)) { continue; }
		if (format.extensions.length === 0 || format.extensions.some(extension => name.endsWith(extension))) { return format; }
		first ??= format;
	}
	return first ?? unknown;
}

/**
 * What a model file or folder says of itself. Nothing in it is executed, only headers are read, nothing secret comes back.
 *
 * @param path absolute
 * @param root absolute path of the workspace folder, which the path must not leave
 * @throws RegistryError 'not-found', 'outside', 'not-a-file', 'link-loop', 'unreadable', 'empty-file', 'damaged-file'
 */
export async function readFormat(path: string, root: string): Promise<{ readonly format: string; readonly title: string; readonly facts: FormatFacts }> {
	const candidate = await openCandidate(path, root);
	if (!candidate.isDirectory && candidate.size === 0) { throw new RegistryError('empty-file', { path: candidate.workspacePath }); }
	const format = await findFormat(candidate);
	const facts = await withConfigBeside(candidate, await format.read(candidate, partReader()));
	return { format: format.name, title: format.title, facts: cleanFacts(candidate.isDirectory ? await withPointers(candidate, facts) : facts, root) };
}

/** Says of a folder which of its files were not fetched, whether or not its reader came by them. */
async function withPointers(folder: Candidate, facts: FormatFacts): Promise<FormatFacts> {
	const pointers = await pointersIn(folder.path);
	if (!pointers) { return facts; }
	const { first, count, bytes } = pointers;
	const which = count === 1 ? `${first} is a Git LFS pointer, not the file` : `${first} and ${count - 1} more are Git LFS pointers, not the files`;
	const message = `${which}: ${count === 1 ? 'its' : 'their'} ${grouped(bytes)} bytes are not here. Run 'git lfs pull' to fetch them.`;
	return { ...facts, warnings: [{ code: 'lfs-pointer', message }, ...(facts.warnings ?? []).filter(({ code }) => code !== 'lfs-pointer')] };
}

/** Folders of models in folders of models: more than this is nobody's layout. */
const MOST_DEPTH = 4;
const MOST_PARTS = 3000;

function partReader(depth = 1, seen = { parts: 0 }): ReadPart {
	return async part => {
		const format = depth > MOST_DEPTH || ++seen.parts > MOST_PARTS ? unknown : await findFormat(part);
		if (format === unknown) { return undefined; }
		try {
			return { format: format.name, facts: await format.read(part, partReader(depth + 1, seen)) };
		} catch (error) {
			if (!RegistryError.is(error, 'damaged-file')) { throw error; }
			return { format: format.name, facts: { warnings: [{ code: 'damaged-file', message: error.message }] } };
		}
	};
}
