import type { Model, Version } from '../model';
import { directionOf } from './direction';
import { readMetricName, type Split } from './metricName';

/** The metric a team looks at first, by the words of its name: earlier is preferred. */
const preferred: readonly RegExp[] = [
	/^map50_95$|^map_50_95$|^map$/, /^map50$|^map_?\d+$|^map_/, /^(?:m|mean_)?iou$|^dice/, /^mota$|^hota$/,
	/^(?:roc_)?auc$|^auroc$|^auc_roc$|^roc_auc/, /^f1_macro$|^macro_f1$|^f1_score_macro$/, /^f1(?:_score)?$|^f1/, /^(?:pr_auc|auprc|average_precision|ap)$/,
	/^(?:balanced_)?acc(?:uracy)?$|^accuracy/, /^mcc$|^matthews/, /kappa/, /^wer$|^cer$/, /^(?:sacre)?bleu|^rouge_?(?:l|lsum)$|^rouge|^chrf|^meteor|^comet/,
	/^ndcg|^mrr|^hits?_|^map_at/, /^rmse$|^root_mean_squared_error$/, /^mae$|^mean_absolute_error$/, /^mape$|^smape$|^mse$/, /^r2|^r_squared/,
	/^fid$|^psnr$|^ssim$/, /^perplexity$|^ppl$/, /^(?:mean_)?reward|return$/, /^exact_match$|^em$|^pass_/,
];
/** What tools count along the way: never what a model is judged by. */
const bookkeeping = /(?:^|_)(?:epochs?|(?:global_)?steps?|iter(?:ation)?s?|lr|learning_rate|runtime|time|seconds|duration|per_second|flos|flops|samples|grad_norm|memory|mem|size|count|num|seed|timestamp)(?:_|$)/;
const splitRank: Readonly<Record<Split, number>> = { test: 0, validation: 1, train: 3 };
const unsaid = 2;

/**
 * The metric that stands beside every version's name. The team's setting wins. Else: one that most of these versions have, not measured on
 * training data, a task's metric before a loss, held-out data before unsaid. Undefined where no version has a metric that says how good it is.
 * A page of the newest versions is enough.
 */
export function primaryMetric(model: Pick<Model, 'primaryMetric' | 'directions'> | undefined, versions: readonly Pick<Version, 'metrics'>[]): string | undefined {
	if (model?.primaryMetric !== undefined && model.primaryMetric !== '') { return model.primaryMetric; }
	const counts = new Map<string, number>();
	let measured = 0;
	for (const { metrics } of versions) {
		const names = Object.keys(metrics);
		if (names.length) { measured++; }
		for (const name of names) { counts.set(name, (counts.get(name) ?? 0) + 1); }
	}
	const ranked = [...counts].flatMap(([name, count]) => {
		const key = rank(name, model?.directions);
		return key ? [{ name, key: [count * 2 < measured ? 1 : 0, ...key, name.length] }] : [];
	});
	return ranked.sort((a, b) => compare(a.key, b.key) || (a.name < b.name ? -1 : 1))[0]?.name;
}

/** Smaller is preferred; undefined for what isn't a judgement of a model at all. */
function rank(name: string, directions: Model['directions'] | undefined): readonly number[] | undefined {
	const { words, split } = readMetricName(name);
	const joined = words.join('_');
	const direction = directionOf(name, directions);
	if (direction === undefined && bookkeeping.test(joined)) { return undefined; }
	const place = preferred.findIndex(pattern => pattern.test(joined));
	const family = place >= 0 ? place : direction === undefined ? 102 : /loss|error|entropy|nll/.test(joined) ? 101 : /latency|throughput|per_second|fps/.test(joined) ? 103 : 100;
	return [split === 'train' ? 1 : 0, family, split === undefined ? unsaid : splitRank[split]];
}

function compare(a: readonly number[], b: readonly number[]): number {
	for (let i = 0; i < a.length; i++) {
		const difference = (a[i] ?? 0) - (b[i] ?? 0);
		if (difference) { return difference; }
	}
	return 0;
}
