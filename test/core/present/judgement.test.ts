import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeAgainst } from '../../../src/core/present/change';
import { directionOf, type Direction } from '../../../src/core/present/direction';
import { primaryMetric } from '../../../src/core/present/primaryMetric';
import { metricSentence } from '../../../src/core/present/sentence';

const higher = `accuracy acc val_acc valAccuracy test.accuracy eval_accuracy balanced_accuracy acc_norm,none top1 top-5_accuracy top1_acc auc AUC val_auc roc_auc rocAUC ROC-AUC auroc pr_auc auprc
	average_precision ap AP50 mAP mAP50 mAP50-95 metrics/mAP50-95(B) metrics/precision(B) map@10 precision val/recall macro_f1 f1 f1_score f1-macro eval/f1_macro F0.5 fbeta f2 bleu sacrebleu bleu-4 rougeL rouge1 eval_rougeLsum
	meteor chrf bertscore_f1 r2 R2 r2_score r_squared explained_variance iou mIoU val_iou mean_iou dice dice_coefficient_score ndcg@10 mrr@10 hits@1 hit_rate recall@20 kappa mcc psnr ssim exact_match em pass@1 win_rate
	success_rate reward episode_return neg_mean_squared_error neg_log_loss pearson spearmanr silhouette_score log_likelihood elbo throughput tokens_per_second fps specificity sensitivity true_positive_rate gini ks test_score cv_score valid_0-auc hold-out_auc`.split(/\s+/);
const lower = `loss val_loss train/loss eval_loss test.loss valLoss log_loss logloss binary_logloss mlogloss validation_0-logloss validation_0-mlogloss error merror binary_error err top5_error error_rate rmse RMSE val_rmse mae MAE mse
	mean_squared_error mean_absolute_error mape smape rmsle perplexity ppl nll negative_log_likelihood cross_entropy bpc bits_per_byte ece expected_calibration_error brier brier_score wer cer eval/wer der fid FID kid lpips latency latency_ms p95_latency
	hinge hamming_loss box_loss val/dfl_loss fpr false_positive_rate false_alarm_rate eer kl_divergence aic bic davies_bouldin_score regret crps pinball_loss l1 quantile_loss ttft_ms`.split(/\s+/);
const unknown = `train_runtime_s runtime epoch step lr learning_rate loss_scale accuracy_std acc_stderr n_samples foo x 123 模型 total_flos grad_norm threshold constructor __proto__ toString`.split(/\s+/);

describe('present: direction', () => {
	for (const name of higher) { it(`${name} is better when higher`, () => assert.equal(directionOf(name), 'higher')); }
	for (const name of lower) { it(`${name} is better when lower`, () => assert.equal(directionOf(name), 'lower')); }
	for (const name of unknown) { it(`${name} is not judged`, () => assert.equal(directionOf(name), undefined)); }
	it('the team decides', () => {
		assert.equal(directionOf('auc', { auc: 'lower' }), 'lower');
		assert.equal(directionOf('train_runtime_s', { train_runtime_s: 'lower' }), 'lower');
	});
	it('says something of any name, and never fails', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), name => { assert.ok([undefined, 'higher', 'lower'].includes(directionOf(name))); }));
	});
});

describe('present: primary metric', () => {
	const of = (...names: string[]) => primaryMetric(undefined, [{ metrics: Object.fromEntries(names.map(name => [name, 0.5])) }]);
	const cases: [string[], string | undefined][] = [
		[['log_loss', 'auc', 'f1', 'accuracy'], 'auc'], [['loss', 'val_loss', 'accuracy', 'val_accuracy'], 'val_accuracy'], [['train_auc', 'val_loss'], 'val_loss'], [['val_auc', 'test_auc', 'auc'], 'test_auc'],
		[['eval_loss', 'eval_f1_macro', 'eval_accuracy', 'train_runtime'], 'eval_f1_macro'], [['metrics/precision(B)', 'metrics/mAP50(B)', 'metrics/mAP50-95(B)', 'val/box_loss'], 'metrics/mAP50-95(B)'],
		[['precision', 'recall', 'f1'], 'f1'], [['rmse', 'r2', 'mae'], 'rmse'], [['epoch', 'lr', 'runtime'], undefined], [['train_loss', 'latency_ms'], 'latency_ms'], [['eval_loss', 'latency_ms'], 'eval_loss'], [[], undefined], [['my_number'], 'my_number'],
	];
	for (const [names, expected] of cases) {
		it(`${names.join(', ') || 'nothing'}: ${String(expected)}`, () => assert.equal(of(...names), expected));
	}
	it('the team decides', () => { assert.equal(primaryMetric({ primaryMetric: 'log_loss', directions: {} }, [{ metrics: { auc: 1 } }]), 'log_loss'); });
	it('prefers one that most versions have', () => {
		assert.equal(primaryMetric(undefined, [{ metrics: { auc: 1, accuracy: 1 } }, { metrics: { accuracy: 1 } }, { metrics: { accuracy: 1 } }, { metrics: {} }]), 'accuracy');
	});
	it('does not depend on the order of names', () => {
		fc.assert(fc.property(fc.shuffledSubarray(['auc', 'val_auc', 'loss', 'val_loss', 'f1', 'epoch', 'rmse', 'x']), names => { assert.equal(of(...names), of(...[...names].sort())); }));
	});
});

describe('present: change', () => {
	const cases: [number, number, Direction | undefined, number, string, string][] = [
		[0.8764, 0.8731, 'higher', 0, 'better', '▲ +0.0033'], [0.3127, 0.3176, 'lower', 0, 'better', '▲ −0.0049'], [0.9127, 0.9502, 'higher', 0, 'worse', '▽ −0.0375'],
		[0.688, 0.687, 'higher', 0.005, 'same', '≈ +0.001'], [0.105, 0.1, 'higher', 0.005, 'same', '≈ +0.005'], [412, 400, undefined, 0, 'unknown', '+12'], [0.5, 0.5, 'higher', 0, 'same', '≈ ±0.0'],
		[NaN, 0.5, 'higher', 0, 'worse', '▽'], [0.5, NaN, 'lower', 0, 'better', '▲'], [Infinity, 0.5, 'higher', 0, 'worse', '▽'], [NaN, NaN, 'higher', 0, 'same', '≈'], [NaN, Infinity, 'higher', 0, 'unknown', ''],
	];
	for (const [value, base, direction, tolerance, verdict, text] of cases) {
		it(`${value} against ${base}, ${direction ?? 'no direction'}: ${verdict}`, () => {
			const change = changeAgainst(value, base, direction, tolerance);
			assert.deepEqual([change.verdict, change.text], [verdict, text]);
		});
	}
	it('is the other way round from the other side', () => {
		const other = { better: 'worse', worse: 'better', same: 'same', unknown: 'unknown' } as const;
		fc.assert(fc.property(fc.double(), fc.double(), fc.constantFrom<Direction | undefined>('higher', 'lower', undefined), fc.double({ min: 0, max: 1, noNaN: true }), (a, b, direction, tolerance) => {
			const there = changeAgainst(a, b, direction, tolerance), back = changeAgainst(b, a, direction, tolerance);
			assert.equal(back.verdict, other[there.verdict]);
			assert.equal(there.deltaText.slice(1), back.deltaText.slice(1));
			assert.doesNotMatch(there.deltaText, /^[-+\u2212]0*(?:\.0*)?$/);
		}));
	});
});

describe('present: sentences', () => {
	it('says a metric as a person would', () => {
		const production = (value: number) => ({ value, name: 'production v12' });
		assert.equal(metricSentence({ metric: 'log_loss', value: 0.3127, base: production(0.3176), direction: 'lower' }), 'log loss 0.3127, better by 0.0049 than production v12');
		assert.equal(metricSentence({ metric: 'auc', value: 0.86, base: production(0.8731), direction: 'higher' }), 'auc 0.8600, worse by 0.0131 than production v12');
		assert.equal(metricSentence({ metric: 'eval/f1_macro', value: 0.5 }), 'eval f1 macro 0.5');
		assert.equal(metricSentence({ metric: 'train_runtime_s', value: 412, base: production(400) }), 'train runtime s 412, higher by 12 than production v12');
		assert.equal(metricSentence({ metric: 'auc', value: 0.5, base: production(0.5), direction: 'higher' }), 'auc 0.5, the same as production v12');
		assert.equal(metricSentence({ metric: 'auc', value: 0.5, base: production(0.501), direction: 'higher', tolerance: 0.01 }), 'auc 0.500, about the same as production v12');
		assert.equal(metricSentence({ metric: 'loss', value: NaN, base: production(0.5), direction: 'lower' }), 'loss NaN, worse than production v12');
	});
});
