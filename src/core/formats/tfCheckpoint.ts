import { basename } from 'node:path';
import { counted, damaged } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { readText } from './json';
import { toMetadata } from './params';
import { isBundle } from './tensorflow/bundle';
import { readCheckpoint } from './tensorflow/checkpoint';

const STATE = 'checkpoint';
const INDEX = /^(.+)\.index$/;

/** A checkpoint of TensorFlow (tensorflow/core/util/tensor_bundle): the list of its variables, or a folder of checkpoints, of which the latest counts. */
export const tfCheckpoint: ModelFormat = {
	name: 'tf-checkpoint',
	title: 'TensorFlow Checkpoint',
	extensions: [],
	// Other tools have files of that ending too.
	fileNames: ['(.*ckpt.*|variables|.*-\\d+)\\.index'],
	folderMarkers: [STATE],

	async matches(candidate) {
		if (!candidate.isDirectory) { return INDEX.test(candidate.name) && candidate.open(undefined, isBundle); }
		return prefixes(candidate).length > 0;
	},

	async read(candidate) {
		const prefix = candidate.isDirectory ? await latest(candidate) : INDEX.exec(candidate.name)?.[1] ?? candidate.name;
		const checkpoint = await readCheckpoint(candidate, candidate.isDirectory ? `${prefix}.index` : undefined, prefix);
		const step = /-(\d+)$/.exec(prefix)?.[1];
		const alone = candidate.isDirectory ? [] : [{ code: 'one-shard', message: `${candidate.name} only lists the weights, which are in files beside it: register its folder to keep the checkpoint whole.` }];
		return {
			kind: 'checkpoint', framework: 'tensorflow', library: 'tensorflow',
			tensors: checkpoint.tensors, parameters: checkpoint.parameters,
			summary: [prefix, counted(checkpoint.tensors.length, 'tensor') + (checkpoint.shards > 1 ? ` in ${counted(checkpoint.shards, 'file')}` : '')].join(', '),
			metadata: toMetadata({ checkpoint: prefix, step, ...(candidate.isDirectory ? { checkpoints: prefixes(candidate).join(', ') } : {}) }),
			warnings: [...checkpoint.warnings, ...alone],
		} satisfies FormatFacts;
	},
};

/** Checkpoints in a folder: those that have both a list and weights. */
function prefixes(folder: Candidate): readonly string[] {
	const data = new Set(folder.entries.map(name => /^(.+)\.data-\d{5}-of-\d{5}$/.exec(name)?.[1]));
	return folder.entries.flatMap(name => INDEX.exec(name)?.[1] ?? []).filter(prefix => data.has(prefix));
}

/** What the folder's `checkpoint` calls the latest (checkpoint_state.proto, as text), else the one of the highest step. */
async function latest(folder: Candidate): Promise<string> {
	const there = prefixes(folder);
	const said = /^model_checkpoint_path: "((?:[^"\\]|\\.)*)"/m.exec(await readText(folder, STATE, 1024 * 1024) ?? '')?.[1];
	const named = said === undefined ? undefined : basename(said.replaceAll('\\', '/'));
	const step = (prefix: string): number => Number(/-(\d+)$/.exec(prefix)?.[1] ?? 0);
	const found = there.find(prefix => prefix === named) ?? [...there].sort((a, b) => step(b) - step(a))[0];
	if (found === undefined) { throw damaged(folder, 'it holds no checkpoint'); }
	return found;
}
