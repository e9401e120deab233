import type { Source, Warning } from '../../model';
import { damaged } from '../damaged';
import type { Candidate, FormatFacts } from '../format';
import { toParams } from '../params';
import { isEstimator } from './estimator';
import { estimatorFacts } from './estimatorFacts';
import { toPlain } from './plain';
import { safetyWarnings } from './safety';
import type { Pickled } from './pickled';
import { fieldsOf, isDict, isObject, itemsOf, qualifiedName, type PickleValue, type PyObject } from './value';

/** The facts of a plain pickle or joblib file. Throws RegistryError 'damaged-file' where it says nothing before it breaks off. */
export function pickleFacts(candidate: Candidate, pickled: Pickled, tool: string): FormatFacts {
	if (pickled.problem && pickled.value === undefined && pickled.globals.length === 0) { throw damaged(candidate, pickled.problem); }
	const source: Source = { tool, path: candidate.workspacePath };
	const warnings: Warning[] = [
		...safetyWarnings(pickled.globals),
		...pickled.problem ? [{ code: 'partly-read', message: `Only a part of this file could be read: ${pickled.problem}.` }] : [],
	];
	const facts = valueFacts(pickled.value, source);
	return { ...facts, warnings: [...warnings, ...facts.warnings ?? []] };
}

/** What is to be said of a value that a file holds: of the estimator in it, else of its class. */
export function valueFacts(value: PickleValue | undefined, source: Source): FormatFacts {
	const found = estimatorIn(value);
	if (found) {
		// Beside its model, a dict often holds what it was trained with.
		const beside = isDict(value) ? toParams(scalarsIn(value), source) : [];
		const facts = estimatorFacts(found, source);
		return { ...facts, params: [...facts.params ?? [], ...beside] };
	}
	const shape = isObject(value) ? qualifiedName(value) : isDict(value) ? `dict with ${[...fieldsOf(value).keys()].slice(0, 6).join(', ')}` : '';
	const framework = isObject(value) ? FRAMEWORKS[qualifiedName(value).split('.', 1)[0] ?? ''] : undefined;
	return {
		kind: 'object', ...(framework ? { framework } : {}), ...(shape ? { summary: shape } : {}),
		...(isDict(value) ? { params: toParams(scalarsIn(value), source) } : {}),
		...(isObject(value) && /(^|\.)(TrainingArguments|Namespace|\w*Config)$/.test(qualifiedName(value)) ? { params: toParams(recordOf(value), source) } : {}),
	};
}
const FRAMEWORKS: Readonly<Record<string, string>> = { sklearn: 'scikit-learn', torch: 'pytorch', keras: 'keras', tensorflow: 'tensorflow', xgboost: 'xgboost', lightgbm: 'lightgbm', catboost: 'catboost', statsmodels: 'statsmodels', jax: 'jax' };

/** The estimator itself, or the one that a dict or tuple keeps: the last of several, since a model comes after its preprocessing. */
function estimatorIn(value: PickleValue | undefined): PyObject | undefined {
	if (isEstimator(value)) { return value; }
	const within = isDict(value) ? [...fieldsOf(value)] : (itemsOf(value) ?? []).slice(0, 100).map((item, at) => [String(at), item] as const);
	const estimators = within.filter((pair): pair is [string, PyObject] => isEstimator(pair[1]));
	return (estimators.find(([key]) => /model|clf|classifier|regressor|estimator|pipeline/i.test(key)) ?? estimators.at(-1))?.[1];
}

function scalarsIn(value: PickleValue): Record<string, unknown> {
	return Object.fromEntries([...fieldsOf(value)].filter(([, one]) => !isEstimator(one)).slice(0, 500).map(([key, one]) => [key, toPlain(one)]));
}

function recordOf(value: PickleValue): Record<string, unknown> {
	return Object.fromEntries([...fieldsOf(value)].map(([key, one]) => [key, toPlain(one)]));
}
