import { readMetricName } from './metricName';

export type Direction = 'higher' | 'lower';

const higher = words(`
	accuracy acc precision recall sensitivity specificity tpr tnr ppv npv auc auroc aucroc rocauc prauc auprc aucpr gini ks lift kappa qwk mcc matthews phi
	jaccard dice iou miou fwiou pq sq rq mota motp idf1 hota
	bleu sacrebleu rouge meteor chrf cider spice bertscore comet bleurt moverscore em exact match fbeta fscore fmeasure
	r2 r2score rsquared explained nash nse kge ndcg dcg mrr hit hits hitrate hr arhr
	psnr ssim msssim snr sdr sisdr sisnr pesq stoi mos dnsmos vmaf clipscore
	pearson pearsonr spearman spearmanr kendall tau correlation corr ccc pcc concordance cindex
	silhouette ari nmi ami homogeneity completeness calinski modularity purity
	likelihood elbo reward return returns win wins pass passed success sharpe sortino mmlu gsm8k humaneval arc hellaswag
	throughput fps qps goodput speedup faithfulness relevance groundedness helpfulness harmlessness`);
const lower = words(`
	loss logloss losses error err errors wer cer ter der mer per eer mindcf hter acer apcer bpcer far frr fpr fnr fdr misclassification
	rmse mse mae rmsle msle mape smape wmape wape mdape mase rmsse nrmse nmse nmae rae rse medae maxerror sse ssr mad crps pinball deviance poisson tweedie
	perplexity ppl nll bpc bpb bpd entropy crossentropy xent ce bce hinge hamming brier ece mce ace sce tce miscalibration divergence kl kld jsd wasserstein emd
	fid kid lpips niqe brisque fad fvd dists mcd chamfer hausdorff hd95 assd asd ade fde mpjpe epe absrel sqrel silog aee rpe ate nme
	davies inertia bic aic regret latency ttft tpot p50 p90 p95 p99 drift psi toxicity hallucination l1 l2 violations drawdown flips`);
/** Say nothing beside a word that says more: 'brier score' is lower, 'pass rate' higher. */
const weakHigher = words('score scores f rate@ ratio@');
/** Make something else of the word before them: 'loss scale', 'accuracy std', 'acc stderr'. */
const spoilers = words('scale scaler weight weights coef coefficient threshold std stderr stddev var variance count samples support patience iteration iterations epoch epochs step steps seed time lr');

function words(text: string): ReadonlySet<string> {
	return new Set(text.trim().split(/\s+/));
}

/** Words with numbers or endings behind them. */
const higherShape = /^(?:f\d+(?:score|macro|micro)?|map\d*|ap\d*|ar\d+|mar\d*|top\d+(?:acc(?:uracy)?)?|acc\d+|bleu\d*|rouge(?:\d|l|lsum|w|s)*|ndcg\d*|hits?\d+|p\d?@|r2|delta\d|a\d)$/;
const lowerShape = /^(?:\w+loss|\w+error|rmse\w*|top\d+err(?:or)?)$/;

/**
 * Whether a metric is better when higher or lower. The team's setting wins; else the name decides, by the words that are common in the
 * field. Undefined where nobody can know ('train_runtime_s', 'epoch').
 */
export function directionOf(metric: string, settings?: Readonly<Record<string, Direction>>): Direction | undefined {
	if (settings && Object.hasOwn(settings, metric)) { return settings[metric]; }
	const { words: parts } = readMetricName(metric);
	const joined = parts.join('_');
	// scikit-learn's scorers turn losses round: 'neg_mean_squared_error'.
	if (parts[0] === 'neg' && parts.length > 1) { return opposite(byWords(parts.slice(1))); }
	if (/(?:^|_)negative_log/.test(joined)) { return 'lower'; }
	if (/(?:samples|steps|batches|examples|tokens|images|frames|requests|queries|items|rows|tok|it)_(?:per|p)_?(?:s|sec|second)$/.test(joined)) { return 'higher'; }
	if (/(?:false|miss|error|rejection|refusal|failure)_(?:\w+_)?rate$|false_(?:positive|negative|alarm|accept|reject)/.test(joined)) { return 'lower'; }
	if (/bits_per_|log_?loss|cross_entropy|calibration_error|abs_rel/.test(joined)) { return 'lower'; }
	if (/average_precision|r_?squared|true_(?:positive|negative)_rate|(?:win|hit|pass|success|detection|solve|resolve)_rate|log_likelihood|explained_variance|v_measure|area_under/.test(joined)) { return 'higher'; }
	if (spoilers.has(parts.at(-1) ?? '')) { return undefined; }
	return byWords(parts);
}

/** The head of a compound is its last word: 'top5 accuracy error' is an error. */
function byWords(parts: readonly string[]): Direction | undefined {
	for (const part of [...parts].reverse()) {
		if (lower.has(part) || lowerShape.test(part)) { return 'lower'; }
		if (higher.has(part) || higherShape.test(part)) { return 'higher'; }
	}
	return parts.some(part => weakHigher.has(part)) ? 'higher' : undefined;
}

function opposite(direction: Direction | undefined): Direction | undefined {
	return direction === undefined ? undefined : direction === 'lower' ? 'higher' : 'lower';
}
