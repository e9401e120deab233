export type Split = 'test' | 'validation' | 'train';

export interface MetricName {
	/** Lower-case words without the ones that say on which data it was measured: ['log', 'loss'], ['map50', '95']. */
	readonly words: readonly string[];
	/** The data it was measured on, where the name says so. */
	readonly split: Split | undefined;
}

const splits: Readonly<Record<string, Split>> = {
	test: 'test', testing: 'test', holdout: 'test', oot: 'test', oos: 'test',
	val: 'validation', valid: 'validation', validation: 'validation', eval: 'validation', evaluation: 'validation', dev: 'validation', cv: 'validation', oof: 'validation',
	train: 'train', training: 'train', trn: 'train', fit: 'train',
};
/** Words that tools put before or behind a name and that say nothing. */
const empty = new Set(['metric', 'metrics', 'final', 'best', 'mean', 'avg', 'average', 'overall', 'epoch', 'step', 'set', 'none', 'b', 'm', 'p']);

/** Takes a metric's name apart: 'val_logLoss', 'eval/f1_macro', 'validation_0-auc', 'metrics/mAP50-95(B)'. */
export function readMetricName(name: string): MetricName {
	const all = name.slice(0, 200)
		.replace(/([a-z\d]{2})([A-Z])/g, '$1_$2').toLowerCase()
		// 'hold-out' and 'out-of-fold' are one word.
		.replace(/hold[-_ ]out/g, 'holdout').replace(/out[-_ ]of[-_ ]fold/g, 'oof').replace(/out[-_ ]of[-_ ]time/g, 'oot')
		.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
	const said = all.find(word => splits[word] !== undefined);
	const at = said === undefined ? -1 : all.indexOf(said);
	// The set's own number ('validation_0', 'valid_1') goes with it.
	const rest = all.filter((word, i) => i !== at && !(i === at + 1 && at >= 0 && /^\d$/.test(word)));
	const telling = rest.filter(word => !empty.has(word));
	return { words: telling.length ? telling : rest, split: said === undefined ? undefined : splits[said] };
}
