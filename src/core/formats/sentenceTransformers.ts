import type { Param, Tensor, Warning } from '../model';
import { orWarning } from '../runs/parse/orWarning';
import { counted, damaged } from './damaged';
import type { Candidate, FormatFacts, ModelFormat, ReadPart } from './format';
import { huggingface } from './huggingface';
import { configFacts } from './huggingface/config';
import { readWeights } from './huggingface/weights';
import { isRecord, placeOf, readJson, readText } from './json';
import { parseJson } from '../parse/parseJson';
import { countParameters } from './parameters';
import { toMetadata, toParams } from './params';

const MOST_MODULES = 100;
const OWN = 'config_sentence_transformers.json';

/** A folder of sentence-transformers (sentence_transformers, `SentenceTransformer.save`): a row of modules, the first of them a model of transformers as a rule. */
export const sentenceTransformers: ModelFormat = {
	name: 'sentence-transformers',
	title: 'Sentence Transformers Model',
	extensions: [],
	folderMarkers: [OWN],

	async matches(candidate) {
		return candidate.isDirectory && candidate.entries.includes('modules.json') && ((await candidate.inside('modules.json'))?.head.includes('"sentence_transformers.') ?? false);
	},

	async read(folder, readPart) {
		const warnings: Warning[] = [];
		const own = await orWarning(warnings, () => readJson(folder, OWN)) ?? {};
		const limits = await orWarning(warnings, () => readJson(folder, 'sentence_bert_config.json')) ?? {};
		const modules: ModuleFacts[] = [];
		for (const module of await readModules(folder)) {
			const facts = await orWarning(warnings, () => readModule(folder, module, readPart));
			if (facts) { modules.push(facts); }
		}
		const main = modules.find(module => module.facts.library === 'transformers')?.facts;
		const tensors = modules.flatMap(module => module.facts.tensors ?? []);
		const longest = limits['max_seq_length'] ?? Number(main?.metadata?.['model_max_length']);
		const dimension = modules.findLast(module => module.dimension !== undefined)?.dimension;
		const source = { tool: 'sentence-transformers', path: placeOf(folder, OWN) };
		const { model_type: kind, similarity_fn_name: similarity, activation_fn: activation, default_prompt_name: prompt, prompts } = own;
		return {
			...main,
			kind: main?.kind ?? 'model', framework: main?.framework ?? 'pytorch', library: 'sentence-transformers',
			tensors, parameters: countParameters(tensors),
			summary: [typeof kind === 'string' ? kind : undefined, modules.map(module => module.type).join(' → '), dimension === undefined ? counted(tensors.length, 'tensor') : counted(dimension, 'dimension')].filter(Boolean).join(', '),
			metadata: toMetadata({ ...main?.metadata, modules: modules.map(module => module.type), class: kind }),
			params: [
				...toParams({
					...(Number.isFinite(longest) ? { max_seq_length: longest } : {}), ...(similarity ? { similarity_fn_name: similarity } : {}),
					...(activation ? { activation_fn: activation } : {}), ...(prompt ? { default_prompt_name: prompt } : {}), ...(isRecord(prompts) ? { prompts } : {}),
				}, source),
				...modules.flatMap(module => module.facts.params ?? []),
			],
			...(dimension === undefined ? {} : { signature: { inputs: [{ name: 'sentences', dtype: 'STRING', shape: [null] }], outputs: [{ name: 'sentence_embedding', dtype: 'F32', shape: [null, dimension] }] } }),
			environment: { ...main?.environment, ...versions(own['__version__']) },
			warnings: [...warnings, ...modules.flatMap(module => module.facts.warnings ?? [])],
		} satisfies FormatFacts;
	},
};

interface Module { readonly path: string; readonly type: string }
interface ModuleFacts extends Module { readonly facts: FormatFacts; readonly dimension?: number }

async function readModules(folder: Candidate): Promise<readonly Module[]> {
	let list: unknown;
	try {
		list = parseJson(await readText(folder, 'modules.json') ?? '');
	} catch (error) {
		if (!(error instanceof SyntaxError)) { throw error; }
	}
	if (!Array.isArray(list) || list.length > MOST_MODULES) { throw damaged(folder, 'its modules.json is no list of modules'); }
	return list.filter(isRecord).flatMap(({ path, type }) => typeof path === 'string' && typeof type === 'string' ? [{ path, type: type.split('.').at(-1) ?? type }] : []);
}

async function readModule(folder: Candidate, { path, type }: Module, readPart: ReadPart): Promise<ModuleFacts | undefined> {
	const part = path === '' ? folder : await folder.inside(path);
	if (!part?.isDirectory) { return undefined; }
	if (await huggingface.matches(part) && /Transformer|CLIPModel/.test(type)) {
		const facts = await huggingface.read(part, readPart);
		return { path, type, facts: { ...facts, tensors: named(facts.tensors ?? [], path) } };
	}
	const config = path === '' ? {} : await readJson(part, 'config.json') ?? {};
	const weights = await readWeights(part, readPart);
	const { params } = configFacts(config, { tool: 'sentence-transformers', path: placeOf(part, 'config.json') }, 'certain', `${type.toLowerCase()}.`);
	const dimension = config['out_features'] ?? config['embedding_dimension'] ?? config['word_embedding_dimension'];
	return {
		path, type, ...(typeof dimension === 'number' ? { dimension } : {}),
		facts: { params: type === 'Pooling' ? pooling(params) : params, tensors: named(weights?.tensors ?? [], path), warnings: weights?.warnings ?? [] },
	};
}

/** Up to version 5 every way of pooling was a flag; now the one that is meant has a name. */
function pooling(params: readonly Param[]): readonly Param[] {
	const flags = params.filter(param => param.name.startsWith('pooling.pooling_mode_'));
	const chosen = flags.filter(param => param.value === true);
	const mode = chosen.map(param => param.name.slice('pooling.pooling_mode_'.length).replace(/_tokens?$/, '').replace('lasttoken', 'last'));
	const [first] = chosen;
	return first ? [{ ...first, name: 'pooling.pooling_mode', value: mode.length === 1 ? mode[0] ?? '' : mode }, ...params.filter(param => !flags.includes(param))] : params;
}

function named(tensors: readonly Tensor[], path: string): readonly Tensor[] {
	return path === '' ? tensors : tensors.map(tensor => ({ ...tensor, name: `${path}.${tensor.name}`, ...(tensor.storage === undefined ? {} : { storage: `${path}.${tensor.storage}` }) }));
}

function versions(record: unknown): Record<string, string> {
	const names: Readonly<Record<string, string>> = { pytorch: 'torch', sentence_transformers: 'sentence-transformers' };
	return isRecord(record) ? Object.fromEntries(Object.entries(record).flatMap(([name, version]) => typeof version === 'string' ? [[names[name] ?? name, version]] : [])) : {};
}
