import type { Input, Metric, Param, Relation, Source } from '../model';
import { at, isList, isMap, listAt, mapAt, Numeral, textAt, type Data } from '../parse/data';
import { metricOf, paramsOf } from './parse/flatten';
import { fromText } from './parse/fromText';
import { parsePlainYaml } from './parse/plainYaml';

export interface TrainerCard {
	readonly params: readonly Param[];
	readonly metrics: readonly Metric[];
	readonly inputs: readonly Input[];
	readonly environment: Readonly<Record<string, string>>;
}

const relations: Readonly<Record<string, Relation>> = { adapter: 'adapter-of', finetune: 'fine-tuned-from', quantized: 'quantised-from', merge: 'merged-from' };

/**
 * A model card as the Hugging Face Trainer writes it: base model, datasets and results from its front matter, hyperparameters and versions
 * from its body (Hugging Face Hub documentation, 'Model Cards'). Throws RegistryError('damaged-file') where the front matter is no YAML.
 */
export function readTrainerCard(text: string, source: Source): TrainerCard {
	const [, front = '', body = text] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text) ?? [];
	const head = front === '' ? null : parsePlainYaml(front, source.path ?? 'README.md');
	return {
		params: paramsOf(listUnder(body, 'Training hyperparameters'), { source }),
		metrics: resultsOf(head, source),
		inputs: inputsOf(head, source),
		environment: versionsOf(listUnder(body, 'Framework versions', / /)),
	};
}

/** The bullets under a heading: `- learning_rate: 0.0003`, `- Transformers 5.18.0`. */
function listUnder(body: string, heading: string, between = /:\s*/): ReadonlyMap<string, Data> {
	const section = body.split(/\r?\n#{1,6} /).find(one => one.startsWith(heading)) ?? '';
	return new Map(section.split(/\r?\n/).flatMap((line): [string, Data][] => {
		const item = /^- (.+)$/.exec(line)?.[1] ?? '';
		const place = item.search(between);
		return place <= 0 ? [] : [[item.slice(0, place), fromText(item.slice(place).replace(between, ''))]];
	}));
}

function versionsOf(list: ReadonlyMap<string, Data>): Readonly<Record<string, string>> {
	return Object.fromEntries([...list].flatMap(([name, version]) => {
		const text = version instanceof Numeral ? version.text : version;
		// The card says 'Pytorch' where the package is 'torch'.
		return typeof text === 'string' ? [[name.replace(/:$/, '').toLowerCase().replace(/^pytorch$/, 'torch'), text]] : [];
	}));
}

function inputsOf(head: Data, source: Source): readonly Input[] {
	const relation = relations[textAt(head, 'base_model_relation') ?? ''] ?? (textAt(head, 'library_name') === 'peft' ? 'adapter-of' : 'fine-tuned-from');
	return [
		...texts(at(head, 'base_model')).map((name): Input => ({ relation, name, ...hub(name, 'hf://'), source: { ...source, field: 'base_model' }, certainty: 'likely' })),
		...texts(at(head, 'datasets')).map((name): Input => ({ relation: 'trained-on', name, ...hub(name, 'hf://datasets/'), source: { ...source, field: 'datasets' }, certainty: 'likely' })),
	];
}

/** Hub ids are `name` or `owner/name`; anything else is a path of the machine that it was trained on. */
function hub(name: string, scheme: string): { readonly uri?: string } {
	return /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/.test(name) ? { uri: scheme + name } : {};
}

function texts(data: Data | undefined): readonly string[] {
	const all = isList(data) ? data : data === undefined ? [] : [data];
	return all.filter(one => typeof one === 'string').filter(one => one.trim() !== '');
}

/** `model-index[].results[].metrics[]`, as `type` (`accuracy`) of the dataset that it was measured on. */
function resultsOf(head: Data, source: Source): readonly Metric[] {
	const results = listAt(head, 'model-index').flatMap(model => listAt(model, 'results')).filter(isMap);
	return results.flatMap(result => listAt(result, 'metrics').flatMap(metric => {
		const name = textAt(metric, 'type') ?? textAt(metric, 'name');
		const value = mapAt(metric).get('value');
		return name !== undefined && value instanceof Numeral ? [metricOf(name, value, { source: { ...source, field: 'model-index' } })] : [];
	}));
}
