import type { Certainty, Param, Source } from '../../model';
import { isRecord, type JsonRecord } from '../json';
import { toMetadata, toParams } from '../params';

/** What describes the file, or how it was saved, rather than the network. */
const NOT_A_PARAM = /^(_.*|architectures|model_type|transformers_version|torch_dtype|dtype|auto_map|id2label|label2id|.*_token_ids?|use_cache|return_dict|return_dict_in_generate|output_attentions|output_hidden_states|task_specific_params|custom_pipelines|processor_class)$/;
const NOT_GENERATION = /^(_.*|transformers_version|.*_token_ids?|use_cache|output_.*|return_dict.*)$/;

export interface ConfigFacts {
	readonly architecture?: string;
	readonly dtype?: string;
	readonly params: readonly Param[];
	readonly metadata: Readonly<Record<string, string>>;
	readonly environment: Readonly<Record<string, string>>;
}

/** Whether it is the configuration of a model of transformers, diffusers, or one that names itself as they do. */
export function isModelConfig(config: JsonRecord): boolean {
	return typeof config['model_type'] === 'string' || Array.isArray(config['architectures']) || typeof config['_class_name'] === 'string' || typeof config['architecture'] === 'string';
}

/** `config.json` of transformers (configuration_utils.py, PretrainedConfig.to_diff_dict) and of diffusers (configuration_utils.py, ConfigMixin). `prefix` goes before the names of the params. */
export function configFacts(config: JsonRecord, source: Source, certainty: Certainty = 'certain', prefix = ''): ConfigFacts {
	const architecture = architectureOf(config);
	// transformers 5 renamed it.
	const dtype = shortDtype(config['dtype'] ?? config['torch_dtype']);
	const labels = isRecord(config['id2label']) ? Object.values(config['id2label']) : [];
	const quantisation = isRecord(config['quantization_config']) ? config['quantization_config']['quant_method'] : undefined;
	return {
		...(architecture ? { architecture } : {}), ...(dtype ? { dtype } : {}),
		params: prefixed(toParams(without(config, NOT_A_PARAM), source, certainty), prefix),
		metadata: toMetadata({
			architecture, model_type: config['model_type'], dtype, quantisation,
			...(labels.length > 0 && !labels.every((label, at) => label === `LABEL_${at}`) ? { labels } : {}),
		}),
		environment: environmentOf(config),
	};
}

/** `generation_config.json`: how text is sampled. */
export function generationParams(config: JsonRecord, source: Source): readonly Param[] {
	return prefixed(toParams(without(config, NOT_GENERATION), source), 'generation.');
}

function environmentOf(config: JsonRecord): Record<string, string> {
	return Object.fromEntries([['transformers', config['transformers_version']], ['diffusers', config['_diffusers_version']]].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

function architectureOf(config: JsonRecord): string | undefined {
	const listed: readonly unknown[] = Array.isArray(config['architectures']) ? config['architectures'] : [];
	return [...listed, config['_class_name'], config['architecture']].find((one): one is string => typeof one === 'string' && one !== '');
}

/** 'BF16' of 'bfloat16' and 'torch.bfloat16'. */
function shortDtype(dtype: unknown): string | undefined {
	if (typeof dtype !== 'string') { return undefined; }
	const plain = dtype.replace(/^torch\./, '');
	return { float32: 'F32', float16: 'F16', bfloat16: 'BF16', float64: 'F64' }[plain] ?? plain;
}

/** Without what is left empty, too: it says that nothing was set. */
export function without(config: JsonRecord, names: RegExp): JsonRecord {
	return Object.fromEntries(Object.entries(config).filter(([name, value]) => !names.test(name) && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)));
}

export function prefixed(params: readonly Param[], prefix: string): readonly Param[] {
	return prefix === '' ? params : params.map(param => ({ ...param, name: prefix + param.name }));
}
