import type { Param, SignatureField, Source, Warning } from '../model';
import { counted, damaged, grouped } from './damaged';
import type { FormatFacts, ModelFormat, RangeReader } from './format';
import { wasChosen } from './lightgbmDefaults';
import { scalarFromText, toMetadata } from './params';

const CHUNK = 64 * 1024;
const MOST_HEADER = 16 * 1024 * 1024;
const TAILS = [256 * 1024, 4 * 1024 * 1024, 32 * 1024 * 1024];
const MOST_FIELDS = 20_000;
/** Written as 0 and 1 (src/io/config_auto.cpp, the types of the parameters). */
const BOOLEANS = new Set([
	'deterministic', 'force_col_wise', 'force_row_wise', 'bagging_by_query', 'extra_trees', 'first_metric_only', 'xgboost_dart_mode', 'uniform_drop',
	'use_quantized_grad', 'quant_train_renew_leaf', 'stochastic_rounding', 'linear_tree', 'is_enable_sparse', 'enable_bundle', 'use_missing',
	'zero_as_missing', 'feature_pre_filter', 'pre_partition', 'two_round', 'header', 'precise_float_parser', 'is_unbalance', 'boost_from_average',
	'reg_sqrt', 'lambdarank_norm', 'gpu_use_dp',
]);
/** Written with commas between. */
const LISTS = new Set([
	'metric', 'categorical_feature', 'monotone_constraints', 'feature_contri', 'eval_at', 'label_gain', 'auc_mu_weights', 'max_bin_by_feature',
	'cegb_penalty_feature_lazy', 'cegb_penalty_feature_coupled', 'gpu_device_id_list', 'valid',
]);

/** LightGBM's text model (src/boosting/gbdt_model_text.cpp): key=value lines, trees, then the parameters of the training. The trees themselves are not read. */
export const lightgbm: ModelFormat = {
	name: 'lightgbm',
	title: 'LightGBM',
	extensions: ['.lgb', '.lgbm'],
	fileNames: ['(model|lgb|lightgbm|booster|gbm).*\\.txt'],

	matches(candidate) {
		return /^tree\r?\nversion=v\d/.test(candidate.head.subarray(0, 64).toString('latin1'));
	},

	async read(candidate) {
		return candidate.open(undefined, async file => {
			const header = await readHeader(file);
			const tail = await readTail(file);
			return factsOf(file, header, tail);
		});
	},
};

interface Header { readonly values: ReadonlyMap<string, string>; readonly bytes: number }

/** The lines before the first tree. Feature names can make them long, so they are read until it comes. */
async function readHeader(file: RangeReader): Promise<Header> {
	const chunks: Buffer[] = [];
	for (let at = 0; at < Math.min(file.size, MOST_HEADER); at += CHUNK) {
		chunks.push(await file.read(at, Math.min(CHUNK, file.size - at)));
		const text = Buffer.concat(chunks.slice(-2)).toString('latin1');
		if (/\r?\nTree=0\r?\n|\nend of trees/.test(text)) { break; }
	}
	const whole = Buffer.concat(chunks).toString('utf8');
	const end = /\r?\n(?=Tree=0\r?\n|end of trees)/.exec(whole);
	const head = end ? whole.slice(0, end.index + end[0].length) : whole;
	const values = new Map(head.split(/\r?\n/).map(line => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]));
	return { values, bytes: Buffer.byteLength(head) };
}

/** From the last "end of trees" on; '' where the file has none. */
async function readTail(file: RangeReader): Promise<string> {
	for (const length of TAILS) {
		const from = Math.max(0, file.size - length);
		const text = (await file.read(from, file.size - from)).toString('utf8');
		const end = text.lastIndexOf('end of trees');
		if (end >= 0) { return text.slice(end); }
		if (from === 0) { break; }
	}
	return '';
}

function factsOf(file: RangeReader, { values, bytes }: Header, tail: string): FormatFacts {
	const sizes = values.get('tree_sizes')?.split(' ').filter(Boolean).map(Number) ?? [];
	const features = values.get('feature_names')?.split(' ').filter(Boolean) ?? [];
	const perIteration = Number(values.get('num_tree_per_iteration') ?? 1);
	if (!values.has('max_feature_idx') && sizes.length === 0) { throw damaged(file, 'it begins like a LightGBM model, but names no features and no trees'); }
	const announced = bytes + sizes.reduce((sum, size) => sum + (Number.isSafeInteger(size) ? size : 0), 0);
	const warnings: Warning[] = tail ? [] : [{
		code: 'truncated',
		message: announced > file.size ? `Only ${grouped(file.size)} of at least ${grouped(announced)} bytes are there: the file was cut short.` : 'The file ends before its last line of trees: it was cut short.',
	}];
	return {
		kind: 'model', framework: 'lightgbm', library: 'lightgbm',
		summary: `${counted(sizes.length, 'tree')}, ${counted(features.length, 'feature')}`,
		metadata: toMetadata({
			version: values.get('version'), objective: values.get('objective'), num_class: values.get('num_class'), trees: String(sizes.length),
			...(perIteration > 1 ? { trees_per_iteration: String(perIteration) } : {}), features: String(features.length),
			...(/^pandas_categorical:(\[.+)$/m.exec(tail)?.[1] ? { pandas_categorical: /^pandas_categorical:(\[.+)$/m.exec(tail)?.[1] } : {}),
		}),
		params: paramsOf(tail, { tool: 'lightgbm', path: file.workspacePath }),
		signature: { inputs: fieldsOf(features, values.get('feature_infos')), outputs: [] },
		warnings,
	};
}

/** `[learning_rate: 0.1]` between "parameters:" and "end of parameters". What was left empty was not set; what nobody chose is left out. */
function paramsOf(tail: string, source: Source): Param[] {
	const block = /^parameters:\r?\n([\s\S]*?)^end of parameters/m.exec(tail)?.[1] ?? '';
	const seed = /^\[seed: (\d+)\]\r?$/m.exec(block)?.[1];
	return [...block.matchAll(/^\[(\w+): (.*)\]\r?$/gm)].flatMap(([, name = '', written = '']): Param[] => {
		if (!wasChosen(name, written, seed)) { return []; }
		const where = { name, source: { ...source, field: `parameters.${name}` }, certainty: 'certain' as const };
		const { value, text } = scalarFromText(written);
		if (value === null) { return []; }
		if (BOOLEANS.has(name)) { return [{ ...where, value: value === 1 }]; }
		if (LISTS.has(name)) { return [{ ...where, value: written.split(',').map(one => scalarFromText(one).value) }]; }
		return [{ ...where, value, ...(text ? { text } : {}) }];
	});
}

/** `[0.1:0.9]` is the range of a number, `1:2:5` are the codes of a category, `none` a feature that was not used. */
function fieldsOf(features: readonly string[], infos: string | undefined): SignatureField[] {
	const kinds = infos?.split(' ') ?? [];
	return features.slice(0, MOST_FIELDS).map((name, at) => ({ name, dtype: /^-?\d+(:-?\d+)*$/.test(kinds[at] ?? '') ? 'category' : 'F64', shape: [null] }));
}
