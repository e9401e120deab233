import type { Warning } from '../model';
import { counted, damaged } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { readJson } from './json';
import { countParameters } from './parameters';
import { readShards } from './safetensors/shards';
import { readHeader, MAX_HEADER } from './safetensors/header';
import { metadataFacts } from './safetensors/metadata';

const SHARD = /^(.*?)[_-](\d{5,6})-of-(\d{5,6})\.safetensors$/;
const INDEX = /\.safetensors\.index\.json$/;
const ADAPTER = /\.lora_(A|B|up|down|E)\b|\blora_(unet|te\d?|transformer)_|\.lora\.(up|down)\./;

/**
 * Safetensors, by its README ("Format"): a file, or shards through their index. Only headers are read.
 */
export const safetensors: ModelFormat = {
	name: 'safetensors',
	title: 'Safetensors',
	extensions: ['.safetensors'],

	async matches(candidate) {
		if (candidate.isDirectory) { return false; }
		if (INDEX.test(candidate.name)) { return candidate.head.includes('"weight_map"') || candidate.head.includes('"metadata"'); }
		if (candidate.size < 10 || candidate.head.length < 9) { return false; }
		const length = candidate.head.readBigUInt64LE(0);
		// A download that was cut inside its header is still one of ours.
		return candidate.head[8] === 0x7b && length >= 2n && length <= BigInt(MAX_HEADER);
	},

	async read(candidate) {
		return INDEX.test(candidate.name) ? readIndex(candidate) : readFile(candidate);
	},
};

async function readFile(candidate: Candidate): Promise<FormatFacts> {
	const header = await candidate.open(undefined, readHeader);
	const shard = SHARD.exec(candidate.name);
	const facts = metadataFacts(header.metadata, candidate.workspacePath);
	const kind = facts.kind ?? (header.tensors.some(tensor => ADAPTER.test(tensor.name)) ? 'adapter' : 'model');
	const part: Warning[] = shard && Number(shard[3]) > 1
		? [{ code: 'one-shard', message: `${candidate.name} is part ${Number(shard[2])} of ${Number(shard[3])} of a model: register its index or its folder to keep the model whole.` }] : [];
	return {
		...facts, kind,
		tensors: header.tensors,
		parameters: countParameters(header.tensors),
		summary: counted(header.tensors.length, 'tensor'),
		warnings: [...header.warnings, ...part],
	};
}

async function readIndex(candidate: Candidate): Promise<FormatFacts> {
	const index = await readJson(candidate, undefined, 64 * 1024 * 1024);
	if (!index || typeof index['weight_map'] !== 'object') { throw damaged(candidate, 'it has no weight_map'); }
	const shards = await readShards(candidate, index);
	return {
		...metadataFacts(shards.metadata, candidate.workspacePath),
		kind: 'model',
		tensors: shards.tensors,
		parameters: countParameters(shards.tensors),
		summary: `${counted(shards.tensors.length, 'tensor')} in ${counted(shards.files.length, 'file')}`,
		warnings: shards.warnings,
	};
}
