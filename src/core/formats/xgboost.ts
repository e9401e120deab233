import type { Metric, Source } from '../model';
import { skimJson } from './bytes/skimJson';
import { readUbjson } from './bytes/ubjson';
import { counted, damaged } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { isRecord, type JsonRecord } from './json';
import { scalarFromText, toMetadata, toParams } from './params';

/** What the trees are made of: most of the file, and nothing of it told. */
const BULK = new Set(['trees', 'tree_info', 'iteration_indptr', 'weight_drop', 'cats', 'weights']);

/** XGBoost's own files, as JSON or UBJSON (XGBoost documentation, "Introduction to Model IO"; doc/model.schema). All numbers are text there. */
export const xgboost: ModelFormat = {
	name: 'xgboost',
	title: 'XGBoost',
	extensions: ['.ubj', '.xgb'],
	fileNames: ['(model|xgb|xgboost|booster).*\\.json'],

	matches(candidate) {
		const head = candidate.head.toString('latin1', 0, 512);
		return isBinary(candidate) || (/^\s*\{\s*"learner"\s*:\s*\{/.test(head) && /"(attributes|feature_names|gradient_booster)"\s*:/.test(head));
	},

	async read(candidate) {
		const root = await candidate.open(undefined, file => isBinary(candidate) ? readUbjson(file, BULK) : skimJson(file, BULK));
		const learner = isRecord(root) ? root['learner'] : undefined;
		if (!isRecord(root) || !isRecord(learner)) { throw damaged(candidate, 'it holds no learner of XGBoost'); }
		return factsOf(learner, root['version'], { tool: 'xgboost', path: candidate.workspacePath });
	},
};

/** `{`, then the key's length as a 64-bit number, then `learner`. */
function isBinary({ head }: Candidate): boolean {
	return head.toString('latin1', 0, 17) === '{L\0\0\0\0\0\0\0\x07learner';
}

function factsOf(learner: JsonRecord, version: unknown, source: Source): FormatFacts {
	const booster = record(learner['gradient_booster']);
	// DART keeps its trees one level deeper.
	const model = record(booster['model'] ?? record(booster['gbtree'])['model']);
	const trees = number(record(model['gbtree_model_param'])['num_trees']);
	const settings = record(learner['learner_model_param']);
	const objective = record(learner['objective']);
	const attributes = record(learner['attributes']);
	const names = strings(learner['feature_names']);
	const types = strings(learner['feature_types']);
	const features = names.length || number(settings['num_feature']) || 0;
	const release = Array.isArray(version) ? version.join('.') : undefined;
	return {
		kind: 'model', framework: 'xgboost', library: attributes['scikit_learn'] === undefined ? 'xgboost' : 'scikit-learn',
		summary: [...trees === undefined ? strings([booster['name']]) : [counted(trees, 'tree')], counted(features, 'feature')].join(', '),
		metadata: toMetadata({ booster: booster['name'], objective: objective['name'], ...(trees === undefined ? {} : { trees: String(trees) }), features: String(features), num_class: settings['num_class'], ...attributes }),
		params: toParams(paramsOf(booster, objective, settings), source),
		metrics: metricsOf(attributes, source),
		signature: { inputs: names.length ? names.slice(0, 20_000).map((name, at) => ({ name, dtype: types[at] === 'c' ? 'category' : types[at] === 'int' ? 'I64' : types[at] === 'i' ? 'BOOL' : 'F32', shape: [null] })) : [{ name: 'X', dtype: 'F32', shape: [null, features] }], outputs: [] },
		environment: { ...(release ? { xgboost: release } : {}) },
		warnings: [{ code: 'no-hyperparameters', message: 'XGBoost does not save the settings of the training (eta, max_depth, …) in this file: they are known where its run recorded them.' }],
	};
}

/** The few settings that a saved model keeps. */
function paramsOf(booster: JsonRecord, objective: JsonRecord, settings: JsonRecord): Record<string, unknown> {
	const numbers = (values: JsonRecord): Record<string, unknown> => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? scalarFromText(value.replace(/^\[(.*)\]$/, '$1')).value : value]));
	const ofObjective = Object.entries(objective).filter(([key]) => key !== 'name').map(([, value]) => numbers(record(value)));
	return {
		...(typeof booster['name'] === 'string' ? { booster: booster['name'] } : {}), ...(typeof objective['name'] === 'string' ? { objective: objective['name'] } : {}),
		...Object.assign({}, ...ofObjective) as Record<string, unknown>, ...numbers({ base_score: settings['base_score'], num_class: settings['num_class'], num_target: settings['num_target'] }),
	};
}

/** `best_score` is what early stopping watched. */
function metricsOf(attributes: JsonRecord, source: Source): Metric[] {
	return ['best_score', 'best_iteration'].flatMap((name): Metric[] => {
		const text = attributes[name];
		const value = number(text);
		return value === undefined ? [] : [{ name, value, ...(typeof text === 'string' && text !== String(value) ? { text } : {}), source: { ...source, field: `learner.attributes.${name}` }, certainty: 'certain' }];
	});
}

function number(value: unknown): number | undefined {
	if (typeof value === 'number') { return value; }
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
	return Number.isNaN(parsed) ? undefined : parsed;
}

function strings(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function record(value: unknown): JsonRecord {
	return isRecord(value) ? value : {};
}
