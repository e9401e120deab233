import type { Warning } from '../model';
import { orWarning } from '../runs/parse/orWarning';
import { counted } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { baseModel } from './huggingface/baseModel';
import { cardFacts } from './huggingface/card';
import { configFacts, generationParams, isModelConfig } from './huggingface/config';
import { readWeights, weightsFile } from './huggingface/weights';
import { placeOf, readJson } from './json';
import { clipped, toMetadata } from './params';

/** A folder that `save_pretrained` or the Trainer of transformers wrote, and what follows the same layout: configuration, weights whole or in shards, tokenizer, card. */
export const huggingface: ModelFormat = {
	name: 'huggingface',
	title: 'Hugging Face Model',
	extensions: [],
	// Not config.json: too many folders have one.
	folderMarkers: ['model.safetensors', 'model.safetensors.index.json', 'pytorch_model.bin', 'pytorch_model.bin.index.json', 'tf_model.h5', 'flax_model.msgpack', 'generation_config.json', 'preprocessor_config.json'],

	async matches(candidate) {
		if (!candidate.isDirectory || !candidate.entries.includes('config.json')) { return false; }
		const head = (await candidate.inside('config.json'))?.head ?? Buffer.alloc(0);
		return ['"model_type"', '"architectures"', '"transformers_version"'].some(key => head.includes(key)) || (weightsFile(candidate.entries) !== undefined && head.includes('{'));
	},

	async read(folder, readPart) {
		const warnings: Warning[] = [];
		const config = await orWarning(warnings, () => readJson(folder, 'config.json')) ?? {};
		const generation = await orWarning(warnings, () => readJson(folder, 'generation_config.json'));
		const weights = await readWeights(folder, readPart);
		const card = await cardFacts(folder, warnings);
		const source = (path: string) => ({ tool: 'huggingface', path: placeOf(folder, path) });
		const own = configFacts(config, source('config.json'));
		const quantised = own.metadata['quantisation'] !== undefined;
		// Written up to transformers 4: where the weights were loaded from before they were trained on.
		const base = await baseModel(folder, config['_name_or_path'], quantised ? 'quantised-from' : 'fine-tuned-from', { ...source('config.json'), field: '_name_or_path' }, 'likely');
		const inputs = card.inputs ?? [];
		if (!weights) { warnings.push({ code: 'no-weights', message: 'The folder describes a model, and holds no weights that are read.' }); }
		return {
			kind: folder.entries.includes('trainer_state.json') && folder.entries.includes('optimizer.pt') ? 'checkpoint' : 'model',
			framework: weights?.framework ?? 'pytorch',
			library: isModelConfig(config) && config['model_type'] !== undefined ? 'transformers' : card.library ?? weights?.library ?? 'transformers',
			tensors: weights?.tensors ?? [],
			...(weights?.parameters === undefined ? {} : { parameters: weights.parameters }),
			summary: [own.architecture, own.dtype, weights && counted(weights.tensors.length, 'tensor') + (weights.files > 1 ? ` in ${counted(weights.files, 'file')}` : '')].filter(Boolean).join(', '),
			metadata: { ...card.metadata, ...own.metadata, ...await tokenizerMetadata(folder, warnings) },
			params: [...own.params, ...generation ? generationParams(generation, source('generation_config.json')) : [], ...card.params ?? []],
			metrics: card.metrics ?? [],
			inputs: base && !inputs.some(input => input.name === base.name) ? [base, ...inputs] : inputs,
			environment: { ...card.environment, ...own.environment },
			warnings: [...warnings, ...weights?.warnings ?? []],
			...(card.suggestedName ? { suggestedName: card.suggestedName } : {}),
		} satisfies FormatFacts;
	},
};

/** Which tokenizer, how long its texts may be, and how it lays out a conversation. */
async function tokenizerMetadata(folder: Candidate, warnings: Warning[]): Promise<Record<string, string>> {
	const tokenizer = await orWarning(warnings, () => readJson(folder, 'tokenizer_config.json'));
	const longest = tokenizer?.['model_max_length'];
	const inConfig = tokenizer?.['chat_template'];
	const template = folder.entries.includes('chat_template.jinja') ? (await folder.inside('chat_template.jinja'))?.head.toString('utf8') : inConfig;
	return toMetadata({
		tokenizer: tokenizer?.['tokenizer_class'],
		// 'No limit' is written as 10^30.
		...(typeof longest === 'number' && longest < 1e12 ? { model_max_length: longest } : {}),
		...(typeof template === 'string' ? { chat_template: clipped(template) } : {}),
	});
}
