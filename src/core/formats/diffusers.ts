import type { Warning } from '../model';
import { orWarning } from '../runs/parse/orWarning';
import { counted } from './damaged';
import type { Candidate, FormatFacts, ModelFormat, ReadPart } from './format';
import { baseModel } from './huggingface/baseModel';
import { cardFacts } from './huggingface/card';
import { configFacts } from './huggingface/config';
import { readWeights } from './huggingface/weights';
import { placeOf, readJson, type JsonRecord } from './json';
import { countParameters } from './parameters';
import { toMetadata } from './params';

const INDEX = 'model_index.json';
const LORA = 'pytorch_lora_weights.safetensors';
const MOST_PARTS = 64;

/** Folders of diffusers: a pipeline with a folder for each part (DiffusionPipeline.save_pretrained), one such part alone (a ControlNet, a UNet), a LoRA. */
export const diffusers: ModelFormat = {
	name: 'diffusers',
	title: 'Diffusers Model',
	extensions: [],
	folderMarkers: [INDEX, 'diffusion_pytorch_model.safetensors', 'diffusion_pytorch_model.safetensors.index.json', 'diffusion_pytorch_model.bin', LORA],

	async matches(candidate) {
		if (!candidate.isDirectory) { return false; }
		if (candidate.entries.includes(LORA)) { return true; }
		for (const name of [INDEX, 'config.json'].filter(one => candidate.entries.includes(one))) {
			if ((await candidate.inside(name))?.head.includes('"_class_name"')) { return true; }
		}
		return false;
	},

	async read(folder, readPart) {
		const warnings: Warning[] = [];
		const card = await cardFacts(folder, warnings);
		const named = card.suggestedName ? { suggestedName: card.suggestedName } : {};
		if (!folder.entries.includes(INDEX) && !folder.entries.includes('config.json')) {
			const part = await folder.inside(LORA);
			const facts = part && (await readPart(part))?.facts;
			const adapted = (card.inputs ?? []).map(input => input.relation === 'fine-tuned-from' ? { ...input, relation: 'adapter-of' as const } : input);
			return { ...facts, ...named, kind: 'adapter', library: 'diffusers', framework: 'pytorch', metadata: { ...card.metadata, ...facts?.metadata }, inputs: [...facts?.inputs ?? [], ...adapted], warnings: [...warnings, ...facts?.warnings ?? []] };
		}
		const name = folder.entries.includes(INDEX) ? INDEX : 'config.json';
		const index = await orWarning(warnings, () => readJson(folder, name)) ?? {};
		const parts = name === INDEX ? await readParts(folder, index, readPart, warnings) : [await readComponent(folder, 'config.json', '', readPart)];
		const base = await baseModel(folder, index['_name_or_path'], 'fine-tuned-from', { tool: 'diffusers', path: placeOf(folder, name), field: '_name_or_path' }, 'likely');
		const own = configFacts(name === INDEX ? { _class_name: index['_class_name'], _diffusers_version: index['_diffusers_version'] } : index, { tool: 'diffusers', path: placeOf(folder, name) });
		const tensors = parts.flatMap(part => part.tensors ?? []);
		const networks = parts.filter(part => part.tensors?.length).length;
		const inputs = card.inputs ?? [];
		return {
			kind: 'model', framework: 'pytorch', library: 'diffusers', tensors, parameters: countParameters(tensors), ...named,
			summary: [own.architecture, ...name === INDEX ? [counted(networks, 'network')] : [], counted(tensors.length, 'tensor')].filter(Boolean).join(', '),
			metadata: { ...card.metadata, ...own.metadata, ...name === INDEX ? toMetadata({ components: componentsOf(index).map(([part, type]) => `${part}: ${type}`).join(', ') }) : {} },
			params: parts.flatMap(part => part.params ?? []),
			inputs: base && !inputs.some(input => input.name === base.name) ? [base, ...inputs] : inputs,
			environment: Object.assign({}, card.environment, ...parts.map(part => part.environment ?? {}), own.environment) as Record<string, string>,
			warnings: [...warnings, ...parts.flatMap(part => part.warnings ?? [])],
		} satisfies FormatFacts;
	},
};

/** `name: [library, class]`; what was left out of the pipeline is `[null, null]`. */
function componentsOf(index: JsonRecord): readonly (readonly [part: string, type: string])[] {
	return Object.entries(index).flatMap(([part, value]): [string, string][] => {
		const type: unknown = Array.isArray(value) && value.length === 2 ? value[1] : undefined;
		return typeof type === 'string' && /^\w+$/.test(part) ? [[part, type]] : [];
	}).slice(0, MOST_PARTS);
}

async function readParts(folder: Candidate, index: JsonRecord, readPart: ReadPart, warnings: Warning[]): Promise<readonly FormatFacts[]> {
	const parts: FormatFacts[] = [];
	for (const [name, type] of componentsOf(index)) {
		const part = await orWarning(warnings, () => folder.inside(name));
		if (!part?.isDirectory) {
			warnings.push({ code: 'missing-part', message: `${INDEX} names a ${type} in '${name}', and there is no such folder.` });
			continue;
		}
		const config = ['config.json', 'scheduler_config.json'].find(one => part.entries.includes(one));
		const facts = config === undefined ? undefined : await orWarning(warnings, () => readComponent(part, config, `${name}.`, readPart));
		if (facts) { parts.push(facts); }
	}
	return parts;
}

/** A network or a scheduler, with `prefix` before its names. */
async function readComponent(part: Candidate, name: string, prefix: string, readPart: ReadPart): Promise<FormatFacts> {
	const warnings: Warning[] = [];
	const config = await orWarning(warnings, () => readJson(part, name)) ?? {};
	const { params, environment } = configFacts(config, { tool: 'diffusers', path: placeOf(part, name) }, 'certain', prefix);
	const weights = name === 'config.json' ? await readWeights(part, readPart) : undefined;
	return {
		params, environment, warnings: [...warnings, ...weights?.warnings ?? []],
		tensors: (weights?.tensors ?? []).map(tensor => ({ ...tensor, name: prefix + tensor.name, ...(tensor.storage === undefined ? {} : { storage: prefix + tensor.storage }) })),
	};
}
