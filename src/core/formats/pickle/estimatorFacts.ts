import type { Source } from '../../model';
import { counted } from '../damaged';
import type { FormatFacts } from '../format';
import { toMetadata, toParams } from '../params';
import { describe } from './estimator';
import type { PyObject } from './value';

/** The facts of an estimator that a pickle holds: hyperparameters, what was learned of the data, versions. */
export function estimatorFacts(root: PyObject, source: Source): FormatFacts {
	const estimator = describe(root);
	const { features, featureCount, classes, trees, coefficients } = estimator;
	const framework = frameworkOf(estimator.module);
	const sizes = [
		...trees ? [counted(trees, 'tree')] : [],
		...featureCount ? [counted(featureCount, 'feature')] : [],
		...classes ? [counted(classes.length, 'class', 'classes')] : [],
	];
	return {
		kind: 'model', framework,
		...(framework !== 'scikit-learn' && estimator.environment['scikit-learn'] ? { library: 'scikit-learn' } : {}),
		summary: [estimator.title, ...sizes].join(', '),
		metadata: toMetadata({ estimator: estimator.title, ...(classes ? { classes: classes.join(', ') } : {}), ...(featureCount ? { features: String(featureCount) } : {}), ...(trees ? { trees: String(trees) } : {}) }),
		params: toParams(estimator.params, source),
		metrics: Object.entries(estimator.metrics).map(([name, value]) => ({ name, value, source: { ...source, field: `${name}_` }, certainty: 'certain' })),
		histories: estimator.histories,
		tensors: estimator.tensors,
		...(coefficients ? { parameters: coefficients } : {}),
		environment: estimator.environment,
		...(features || featureCount ? { signature: { inputs: features?.map(name => ({ name, dtype: 'F64', shape: [null] })) ?? [{ name: 'X', dtype: 'F64', shape: [null, featureCount ?? null] }], outputs: [] } } : {}),
	};
}

function frameworkOf(module: string): string {
	const name = module.split('.', 1)[0] ?? '';
	return name === 'sklearn' || name === '' ? 'scikit-learn' : name === 'imblearn' ? 'imbalanced-learn' : ['xgboost', 'lightgbm', 'catboost', 'statsmodels'].includes(name) ? name : 'scikit-learn';
}
