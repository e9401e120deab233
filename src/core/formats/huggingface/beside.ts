import type { Warning } from '../../model';
import { orWarning } from '../../runs/parse/orWarning';
import type { Candidate, FormatFacts } from '../format';
import { isRecord, placeOf, readJson } from '../json';
import { adapterFacts } from './adapter';
import { baseModel } from './baseModel';
import { cardFacts } from './card';
import { configFacts, isModelConfig } from './config';

const ADAPTER = /^adapter_model\b.*\.(safetensors|bin)$/;
const MODEL = /^(model|pytorch_model|diffusion_pytorch_model)\b.*\.(safetensors|bin)(\.index\.json)?$/;

/** The facts of a single file of weights, with what the configuration beside it says of the model: an adapter's, or a model's of transformers or diffusers. */
export async function withConfigBeside(file: Candidate, facts: FormatFacts): Promise<FormatFacts> {
	const name = file.isDirectory ? undefined : ADAPTER.test(file.name) ? 'adapter_config.json' : MODEL.test(file.name) ? 'config.json' : undefined;
	if (name === undefined) { return facts; }
	const warnings: Warning[] = [];
	const config = await orWarning(warnings, () => readJson(file, name));
	const source = { tool: name === 'config.json' ? 'huggingface' : 'peft', path: placeOf(file, name) };
	if (name === 'adapter_config.json' && isRecord(config)) { return { ...facts, ...joined(facts, await adapterFacts(file, config, source, 'likely')) }; }
	if (!config || !isModelConfig(config)) { return { ...facts, warnings: [...facts.warnings ?? [], ...warnings] }; }
	const { architecture, ...said } = configFacts(config, source, 'likely');
	const base = await baseModel(file, config['_name_or_path'], 'fine-tuned-from', { ...source, field: '_name_or_path' }, 'likely');
	const library = config['_class_name'] !== undefined ? 'diffusers' : config['model_type'] !== undefined ? 'transformers' : undefined;
	const card = await cardFacts(file, warnings);
	const own = {
		...card, params: [...said.params ?? [], ...card.params ?? []],
		metadata: { ...card.metadata, ...said.metadata }, environment: { ...card.environment, ...said.environment },
		inputs: [...base ? [base] : [], ...(card.inputs ?? []).filter(one => one.relation === 'trained-on' || !base)],
	};
	return {
		...facts, ...joined(facts, own), ...(card.metrics?.length ? { metrics: [...facts.metrics ?? [], ...card.metrics] } : {}), ...(card.suggestedName ? { suggestedName: card.suggestedName } : {}),
		...(library ? { library } : {}),
		...(architecture ? { summary: [architecture, facts.summary].filter(Boolean).join(', ') } : {}),
	};
}

/** The file's own word goes before what stands beside it; kind and library, which a file of weights can't know, are the neighbour's. */
function joined(facts: FormatFacts, beside: FormatFacts): FormatFacts {
	const { kind = facts.kind, library = facts.library } = beside;
	return {
		...(kind ? { kind } : {}), ...(library ? { library } : {}),
		...(facts.framework ?? beside.framework ? { framework: facts.framework ?? beside.framework } : {}),
		params: [...facts.params ?? [], ...beside.params ?? []],
		metadata: { ...beside.metadata, ...facts.metadata },
		inputs: [...facts.inputs ?? [], ...beside.inputs ?? []],
		environment: { ...beside.environment, ...facts.environment },
	};
}
