import type { MetricHistory, Tensor } from '../../model';
import { arrayOf, dtypeName, scalarOf } from './numpy';
import { scalarsOf, toPlain } from './plain';
import { fieldsOf, isObject, isTagged, itemsOf, qualifiedName, type PickleValue, type PyObject } from './value';

/** What a fitted estimator (scikit-learn's, or one that keeps its rules) says of itself. Parts of a pipeline are named with dots. */
export interface Estimator {
	/** 'Pipeline: StandardScaler → RandomForestClassifier' */
	readonly title: string;
	/** Module of the last step: where the learning is. */
	readonly module: string;
	readonly params: Record<string, unknown>;
	readonly metrics: Record<string, number>;
	readonly histories: Record<string, MetricHistory>;
	readonly tensors: Tensor[];
	readonly environment: Record<string, string>;
	readonly features: readonly string[] | undefined;
	readonly featureCount: number | undefined;
	readonly classes: readonly string[] | undefined;
	/** Trees of a forest. */
	readonly trees: number | undefined;
	readonly coefficients: number | undefined;
}

const PACKAGES = /^(sklearn|xgboost|lightgbm|catboost|imblearn|category_encoders|sktime|statsmodels|skops|mapie|hdbscan|umap|interpret|econml)\./;
/** Lists of (name, estimator) that make one of many. */
const COMPOSITES = new Set(['steps', 'transformers', 'transformer_list', 'estimators']);
/** Set by constructors, and no parameter of theirs. */
const NOT_A_PARAM = new Set(['estimator_params']);
const METRICS: Readonly<Record<string, string>> = { best_score_: 'best_score', oob_score_: 'oob_score', loss_: 'loss', best_loss_: 'best_loss', inertia_: 'inertia' };
const CURVES: Readonly<Record<string, string>> = { loss_curve_: 'loss', train_score_: 'train_score', validation_scores_: 'validation_score' };
const MOST_DEPTH = 8;

/** Whether it is a fitted or unfitted estimator. */
export function isEstimator(value: PickleValue | undefined): value is PyObject {
	if (!isObject(value)) { return false; }
	const fields = fieldsOf(value);
	return fields.has('_sklearn_version') || (PACKAGES.test(qualifiedName(value)) && fields.size > 0 && arrayOf(value) === undefined && scalarOf(value) === undefined && /\.[A-Z]\w*$/.test(qualifiedName(value)));
}

/** Reads an estimator and everything below it; those in a loop once. */
export function describe(root: PyObject): Estimator {
	const found = { params: {} as Record<string, unknown>, metrics: {} as Record<string, number>, histories: {} as Record<string, MetricHistory>, tensors: [] as Tensor[], environment: {} as Record<string, string>, coefficients: 0 };
	const fitted: { features?: readonly string[]; featureCount?: number; classes?: readonly string[]; trees?: number } = {};
	const seen = new Set<PyObject>();

	const visit = (estimator: PyObject, prefix: string, depth: number): void => {
		if (depth > MOST_DEPTH || seen.has(estimator)) { return; }
		seen.add(estimator);
		versionAndData(estimator);
		const fields = fieldsOf(estimator);
		const forest = /^sklearn\.ensemble\._forest\./.test(qualifiedName(estimator));
		for (const [key, value] of fields) {
			// What XGBoost and LightGBM were given beyond what they name.
			if (key === 'kwargs' || key === '_other_params') { for (const [name, one] of fieldsOf(value)) { found.params[prefix + name] = toPlain(one); } continue; }
			if (key.startsWith('_')) { continue; }
			if (key.endsWith('_')) { learn(key, value, prefix); continue; }
			if (NOT_A_PARAM.has(key) || (forest && key === 'estimator')) { continue; }
			const parts = COMPOSITES.has(key) ? partsOf(value) : [];
			for (const [name, part] of parts) { place(name, part, prefix, depth); }
			if (isEstimator(value)) { place(key, value, prefix, depth); } else if (parts.length === 0) { found.params[prefix + key] = toPlain(value); }
		}
	};
	const place = (name: string, part: PyObject, prefix: string, depth: number): void => {
		found.params[prefix + name] = className(part);
		visit(part, `${prefix}${name}.`, depth + 1);
	};
	const learn = (key: string, value: PickleValue, prefix: string): void => {
		const number = typeof value === 'number' ? value : scalarOf(value);
		if (METRICS[key] && typeof number === 'number') { found.metrics[METRICS[key]] ??= number; }
		const curve = CURVES[key] ? scalarsOf(value, 100_000)?.filter(one => typeof one === 'number') : undefined;
		if (curve?.length) { found.histories[CURVES[key] ?? key] ??= { steps: curve.map((_one, at) => at + 1), values: curve }; }
		if (key === 'estimators_') { fitted.trees ??= itemsOf(value)?.length || arrayOf(value)?.shape.reduce((a, b) => a * b, 1); }
		// A search and an ensemble keep what they were fitted on in the estimators that they made.
		const made = isEstimator(value) ? value : itemsOf(value)?.find(isEstimator);
		if (made) { versionAndData(made); }
		if (key === 'best_params_') { found.params[`${prefix}best_params`] = toPlain(value); }
		arrays(key, value).forEach(([name, tensor]) => {
			found.tensors.push({ ...tensor, name: prefix + name });
			if (/^(coef|intercept)s?_/.test(key)) { found.coefficients += tensor.shape.reduce<number>((a, b) => a * Number(b), 1); }
		});
	};

	const versionAndData = (estimator: PyObject): void => {
		const fields = fieldsOf(estimator);
		const version = fields.get('_sklearn_version');
		if (typeof version === 'string') { found.environment['scikit-learn'] ??= version; }
		const count = fields.get('n_features_in_') ?? fields.get('_n_features');
		const number = typeof count === 'number' ? count : scalarOf(count);
		if (typeof number === 'number') { fitted.featureCount ??= number; }
		fitted.features ??= scalarsOf(fields.get('feature_names_in_'), 20_000)?.map(String);
		fitted.classes ??= scalarsOf(fields.get('classes_') ?? fields.get('_classes'), 1000)?.map(String);
	};
	visit(root, '', 0);
	const steps = partsOf(fieldsOf(root).get('steps')).map(([, part]) => part);
	const last = steps.at(-1) ?? root;
	return {
		...found, ...fitted,
		features: fitted.features, featureCount: fitted.features?.length ?? fitted.featureCount, classes: fitted.classes,
		trees: /Forest|Trees/.test(className(last)) ? fitted.trees : undefined,
		coefficients: found.coefficients || undefined,
		title: steps.length ? `${className(root)}: ${steps.map(className).join(' → ')}` : className(root),
		module: qualifiedName(last),
	};
}

/** 'RandomForestClassifier' */
export function className(estimator: PyObject): string {
	return qualifiedName(estimator).split('.').at(-1) || 'object';
}

function partsOf(value: PickleValue | undefined): readonly (readonly [string, PyObject])[] {
	return (itemsOf(value) ?? []).flatMap((part): (readonly [string, PyObject])[] => {
		const [name, estimator] = itemsOf(part) ?? [];
		return typeof name === 'string' && isEstimator(estimator) ? [[name, estimator]] : [];
	});
}

/** The numeric arrays of a fitted attribute: one, or a list of them (a network's `coefs_`). */
function arrays(key: string, value: PickleValue): readonly (readonly [string, Omit<Tensor, 'name'>])[] {
	const single = arrayOf(value);
	if (single) { return /^[OUSMmV]/.test(single.dtype) ? [] : [[key, { dtype: dtypeName(single.dtype), shape: single.shape }]]; }
	if (!isTagged(value) || value.kind !== 'list' || value.items.length > 1000) { return []; }
	return value.items.flatMap((item, at) => arrayOf(item) ? arrays(`${key}.${at}`, item) : []);
}
