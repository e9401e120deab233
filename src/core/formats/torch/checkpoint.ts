import type { Metric, MetricHistory, Param, Source } from '../../model';
import type { FormatFacts } from '../format';
import { toParams } from '../params';
import { toPlain, scalarsOf } from '../pickle/plain';
import { fieldsOf, isDict, isTagged, itemsOf, qualifiedName, type PickleValue } from '../pickle/value';
import type { NumberOf } from './scalars';

/** Under what names checkpoints keep their hyperparameters. */
const CONFIGS = /^(hyper_?parameters|hyper_?params?|hparams|datamodule_hyper_parameters|config|cfg|conf|configuration|args|opts?|options|settings|model_(args|config|kwargs|params)|(train|training|optim|data|init)_(args|config|params)|params|kwargs|ds_config)$/i;
const PROGRESS = /^(epoch|epochs|n_epochs|num_epochs|step|steps|global_steps?|num_steps|iter|iters|iteration|iterations|iter_num|n_iter|seed|best_epoch|best_step|batch_size|lr|learning_rate)$/i;
const METRIC_SETS = /^((train|training|val|valid|validation|test|eval|best|final)?_?(metrics|results|scores|performance))$/i;
const METRIC = /(^|[_\-./ ])(loss|losses|acc|accuracy|accuracies|top[15]|auc|auroc|roc_auc|f1|precision|recall|map|map50|iou|miou|bleu|rouge|score|scores|error|err|mae|mse|rmse|r2|fitness|perplexity|ppl|psnr|ssim|fid|dice|wer|cer|metric|reward)\d*($|[_\-./ (])/i;

export interface CheckpointFacts extends Pick<FormatFacts, 'environment' | 'metadata'> {
	readonly params: readonly Param[];
	readonly metrics: readonly Metric[];
	readonly histories: Readonly<Record<string, MetricHistory>>;
}

/** What a checkpoint of no particular tool keeps beside its weights, by the names that are in use for it. */
export function checkpointFacts(root: PickleValue | undefined, numberOf: NumberOf, source: Source): CheckpointFacts {
	const params = new Map<string, Param>();
	const metrics = new Map<string, Metric>();
	const histories: Record<string, MetricHistory> = {};
	const metadata: Record<string, string> = {};
	const environment: Record<string, string> = {};
	const addParams = (found: readonly Param[], within: string): void => {
		for (const param of found) {
			const name = params.has(param.name) && JSON.stringify(params.get(param.name)?.value) !== JSON.stringify(param.value) ? `${within}.${param.name}` : param.name;
			if (!params.has(name)) { params.set(name, { ...param, name }); }
		}
	};
	const addMetric = (name: string, value: number, field: string): void => {
		if (!metrics.has(name)) { metrics.set(name, { name, value, source: { ...source, field }, certainty: 'certain' }); }
	};
	for (const [key, value] of fieldsOf(root)) {
		const number = numberOf(value);
		if (CONFIGS.test(key) && isTagged(value)) {
			addParams(toParams(record(toPlain(value)), { ...source, field: key }), key);
		} else if (METRIC_SETS.test(key) && isDict(value)) {
			const prefix = /^(train|val|valid|test|eval)/i.exec(key)?.[0].toLowerCase();
			for (const [name, one] of fieldsOf(value)) {
				const result = numberOf(one);
				if (result !== undefined) { addMetric(prefix && !name.toLowerCase().startsWith(prefix) ? `${prefix}_${name}` : name, result, `${key}.${name}`); }
			}
		} else if (/^(history|logs?|learning_curves?)$/i.test(key) && isDict(value)) {
			for (const [name, one] of fieldsOf(value)) { addCurve(histories, name, one); }
		} else if (number !== undefined && METRIC.test(key)) {
			addMetric(key, number, key);
		} else if (number !== undefined && PROGRESS.test(key)) {
			addParams([{ name: key, value: number, source: { ...source, field: key }, certainty: 'certain' }], key);
		} else if (METRIC.test(key)) {
			addCurve(histories, key, value);
		} else if (typeof value === 'string' && value.length < 500) {
			const tool = /^(pytorch|pytorch-lightning|torch|transformers|timm|diffusers)[_-]version$/.exec(key)?.[1];
			if (tool) { environment[tool === 'pytorch' ? 'torch' : tool] = value; } else { metadata[key] = value; }
		}
	}
	return { params: [...params.values()], metrics: [...metrics.values()], histories, metadata, environment };
}

function addCurve(histories: Record<string, MetricHistory>, name: string, value: PickleValue): void {
	const count = itemsOf(value)?.length ?? 0;
	const values = count >= 2 ? scalarsOf(value, 100_000)?.filter(one => typeof one === 'number') : undefined;
	if (values && values.length === count) { histories[name] = { steps: values.map((_value, at) => at + 1), values }; }
}

/** The attributes or entries of a configuration. */
export function record(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {};
}


/** Whether the root is an object of one of the classes that hold arguments of a training. */
export function isArguments(root: PickleValue | undefined): boolean {
	return /(^|\.)(\w*TrainingArguments|\w+Config|Namespace|\w*Args|\w*Arguments)$/.test(qualifiedName(root));
}
