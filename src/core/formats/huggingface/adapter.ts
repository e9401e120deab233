import type { Certainty, Source } from '../../model';
import type { Candidate, FormatFacts } from '../format';
import type { JsonRecord } from '../json';
import { toMetadata, toParams } from '../params';
import { baseModel } from './baseModel';
import { without } from './config';

const NOT_A_PARAM = /^(base_model_name_or_path|revision|auto_mapping|peft_version|inference_mode|megatron_core|megatron_config)$/;

/** `adapter_config.json` of PEFT (peft/config.py, PeftConfigMixin): the method and its settings, and the model that the adapter sits on. `adapter` is the folder, or the file beside it. */
export async function adapterFacts(adapter: Candidate, config: JsonRecord, source: Source, certainty: Certainty): Promise<FormatFacts> {
	const base = await baseModel(adapter, config['base_model_name_or_path'], 'adapter-of', { ...source, field: 'base_model_name_or_path' }, certainty);
	// Names that were a set come in any order: in one order, two adapters can be compared.
	const settings = Object.fromEntries(Object.entries(without(config, NOT_A_PARAM)).map(([name, value]) => [name, Array.isArray(value) && value.every(one => typeof one === 'string') ? [...value].sort() : value]));
	return {
		kind: 'adapter', framework: 'pytorch', library: 'peft',
		params: toParams(settings, source, certainty),
		metadata: toMetadata({ peft_type: config['peft_type'], task_type: config['task_type'], base_model_revision: config['revision'], auto_mapping: config['auto_mapping'] }),
		inputs: base ? [base] : [],
		environment: typeof config['peft_version'] === 'string' ? { peft: config['peft_version'] } : {},
	};
}
