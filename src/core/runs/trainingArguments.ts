import { dirname } from 'node:path';
import { openCandidate } from '../formats/candidate';
import { pytorch, readTorchZip } from '../formats/pytorch';
import type { Param } from '../model';
import { pathIn } from './parse/pathIn';
import type { RunFolder } from './reader';

export const argumentsFile = 'training_args.bin';
/** A pickle of settings is a few kilobytes; one that holds more is something else. */
const maxBytes = 1024 * 1024;

/**
 * The Hugging Face Trainer's `TrainingArguments`, which it pickles beside every checkpoint: read without running it, by the reader of PyTorch's files. What
 * was left unset is left out. Throws RegistryError('damaged-file').
 */
export async function readTrainingArguments(folder: RunFolder, tool: string): Promise<readonly Param[]> {
	const path = await folder.locate(argumentsFile);
	const size = await folder.stat(argumentsFile);
	if (path === undefined || !size || size.bytes > maxBytes) { return []; }
	const candidate = await openCandidate(path, dirname(path));
	if (!await pytorch.matches(candidate)) { return []; }
	const facts = await readTorchZip(candidate);
	if (facts.kind !== 'training-arguments') { return []; }
	return (facts.params ?? []).filter(isSet).map(param => ({ ...param, certainty: 'likely', source: { tool, path: pathIn(folder, argumentsFile), field: param.name } }));
}

function isSet({ name, value }: Param): boolean {
	return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0) && !name.startsWith('_') && !/^(?:hub_|push_to_hub)/.test(name);
}
