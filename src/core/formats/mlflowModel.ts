import type { Input, Warning } from '../model';
import { isMap, mapAt, textAt, type Data, type DataMap } from '../parse/data';
import { paramsOf } from '../runs/parse/flatten';
import { orWarning } from '../runs/parse/orWarning';
import { pinnedVersions } from '../runs/parse/pinnedVersions';
import { parsePlainYaml } from '../runs/parse/plainYaml';
import { damaged } from './damaged';
import type { Candidate, FormatFacts, ModelFormat, ReadPart } from './format';
import { baseModel } from './huggingface/baseModel';
import { placeOf, readText } from './json';
import { signatureOf, signatureParams } from './mlflow/signature';
import { toMetadata, toParams } from './params';

const FRAMEWORKS: Readonly<Record<string, string>> = { sklearn: 'scikit-learn', pytorch: 'pytorch', transformers: 'pytorch', sentence_transformers: 'pytorch', tensorflow: 'tensorflow', keras: 'tensorflow', xgboost: 'xgboost', lightgbm: 'lightgbm', catboost: 'catboost', onnx: 'onnx', spark: 'spark', statsmodels: 'statsmodels', prophet: 'prophet', spacy: 'spacy', diviner: 'diviner', pmdarima: 'pmdarima', h2o: 'h2o', paddle: 'paddle' };
/** Under which a flavour names the file or folder with the model itself (the `save_model` of each mlflow.<flavour>). */
const PLACES = ['model_binary', 'peft_adaptor', 'pickled_model', 'model_data', 'data', 'model_path', 'saved_model_dir', 'model_file', 'path', 'python_model'];
const MOST_INSIDE = 20;

/** A model folder of MLflow (mlflow/models/model.py): an `MLmodel` in YAML, its requirements, and the model in its own format, which is read as such. */
export const mlflowModel: ModelFormat = {
	name: 'mlflow',
	title: 'MLflow Model',
	extensions: [],
	folderMarkers: ['MLmodel'],

	async matches(candidate) {
		return candidate.isDirectory && candidate.entries.includes('MLmodel') && /^flavors:/m.test((await candidate.inside('MLmodel'))?.head.toString('utf8') ?? '');
	},

	async read(folder, readPart) {
		const path = placeOf(folder, 'MLmodel');
		const source = { tool: 'mlflow', path };
		const model = parsePlainYaml(await readText(folder, 'MLmodel') ?? '', path);
		if (!isMap(model)) { throw damaged({ workspacePath: path }, 'it holds no YAML mapping'); }
		const warnings: Warning[] = [];
		const flavours = mapAt(model, 'flavors');
		const own = [...flavours.keys()].filter(name => name !== 'python_function');
		const inner = await readInner(folder, flavours, readPart, warnings);
		const registered = await orWarning(warnings, async () => parsePlainYaml(await readText(folder, 'registered_model_meta') ?? '', placeOf(folder, 'registered_model_meta')));
		const registeredName = textAt(registered ?? null, 'model_name');
		const base = await baseModel(folder, textAt(flavours, 'transformers', 'source_model_name'), 'fine-tuned-from', { ...source, field: 'flavors.transformers.source_model_name' }, 'likely');
		const signature = signatureOf(textAt(model, 'signature', 'inputs'), textAt(model, 'signature', 'outputs')) ?? inner.signature;
		const framework = inner.framework ?? own.map(name => FRAMEWORKS[name]).find(name => name !== undefined);
		const field = (name: string): string | undefined => own.map(flavour => textAt(flavours, flavour, name)).find(text => text !== undefined && text !== '');
		return {
			...inner,
			kind: inner.kind === 'adapter' ? 'adapter' : 'model', library: 'mlflow', ...(framework ? { framework } : {}),
			summary: [own.join(', ') || 'python function', inner.summary].filter(Boolean).join(': '),
			metadata: {
				...inner.metadata,
				...toMetadata({
					flavors: [...flavours.keys()].join(', '), mlflow_version: textAt(model, 'mlflow_version'), created: textAt(model, 'utc_time_created'), run_id: textAt(model, 'run_id'), model_id: textAt(model, 'model_id'), model_uuid: textAt(model, 'model_uuid'),
					task: field('task'), model_class: field('model_class') ?? field('pipeline_model_type'), serialization_format: field('serialization_format') ?? field('model_format'), loader_module: textAt(flavours, 'python_function', 'loader_module'),
					...(registeredName ? { registered_model: `${registeredName} ${textAt(registered ?? null, 'model_version') ?? ''}`.trim() } : {}),
				}),
				...toMetadata(Object.fromEntries(paramsOf(mapAt(model, 'metadata'), { source }).map(({ name, value }) => [`metadata.${name}`, value]))),
			},
			params: [...inner.params ?? [], ...toParams(signatureParams(textAt(model, 'signature', 'params')), { ...source, field: 'signature.params' }).map(param => ({ ...param, name: `signature.${param.name}` }))],
			...(signature ? { signature } : {}),
			inputs: distinct([...inner.inputs ?? [], ...base ? [base] : []]),
			environment: { ...inner.environment, ...await environmentOf(folder, flavours, warnings) },
			warnings: [...inner.warnings ?? [], ...warnings],
			...(registeredName ? { suggestedName: registeredName } : {}),
		} satisfies FormatFacts;
	},
};

/** What the reader of its own format says of the model that the flavours point to. */
async function readInner(folder: Candidate, flavours: DataMap, readPart: ReadPart, warnings: Warning[]): Promise<FormatFacts> {
	const named = [...flavours].sort(([a], [b]) => Number(a === 'python_function') - Number(b === 'python_function')).flatMap(([, flavour]) => PLACES.map(place => textAt(flavour, place)));
	for (const name of new Set(named)) {
		// A folder that names itself would be read without end.
		if (name === undefined || name.replaceAll(/[./\\]/g, '') === '') { continue; }
		const part = await orWarning(warnings, () => folder.inside(name));
		const facts = part && (await readPart(part) ?? await readWithin(part, readPart))?.facts;
		if (facts) { return facts; }
	}
	return {};
}

/** A folder of no format of its own, such as `data` with a `model.pth` in it. */
async function readWithin(part: Candidate, readPart: ReadPart): Promise<{ readonly facts: FormatFacts } | undefined> {
	for (const name of part.isDirectory ? part.entries.slice(0, MOST_INSIDE) : []) {
		const inside = await part.inside(name);
		const read = inside && await readPart(inside);
		if (read) { return read; }
	}
	return undefined;
}

async function environmentOf(folder: Candidate, flavours: DataMap, warnings: Warning[]): Promise<Record<string, string>> {
	const requirements = await orWarning(warnings, () => readText(folder, 'requirements.txt', 1024 * 1024));
	// Without requirements, those that conda.yaml lists for pip.
	const listed = requirements ?? (await orWarning(warnings, () => readText(folder, 'conda.yaml', 1024 * 1024)))?.replace(/^\s*- /gm, '');
	const python = textAt(flavours, 'python_function', 'python_version');
	return { ...pinnedVersions(listed ?? ''), ...(python ? { python } : {}), ...versionsIn(flavours) };
}

/** `sklearn_version: 1.9.1`, under the package's own name. */
function versionsIn(flavours: DataMap): Record<string, string> {
	const packages: Readonly<Record<string, string>> = { sklearn: 'scikit-learn', pytorch: 'torch', lgb: 'lightgbm', xgb: 'xgboost', cb: 'catboost' };
	return Object.fromEntries([...flavours.values()].flatMap((flavour: Data) => [...isMap(flavour) ? flavour.keys() : []].flatMap((key): [string, string][] => {
		const name = /^(\w+)_version$/.exec(key)?.[1];
		const version = textAt(flavour, key);
		return name !== undefined && name !== 'python' && version !== undefined ? [[packages[name] ?? name.replaceAll('_', '-'), version]] : [];
	})));
}

function distinct(inputs: readonly Input[]): readonly Input[] {
	return [...new Map(inputs.map(input => [`${input.relation} ${input.name}`, input])).values()];
}
