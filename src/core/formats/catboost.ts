import type { Metric, MetricHistory, SignatureField, Source, Warning } from '../model';
import { FlatBuffer } from './bytes/flatbuffer';
import { slice, windowed } from './bytes/window';
import { counted, damaged, grouped } from './damaged';
import type { FormatFacts, ModelFormat, RangeReader } from './format';
import { isRecord, type JsonRecord } from './json';
import { parseJson } from '../parse/parseJson';
import { toMetadata, toParams } from './params';

/** CatBoost's binary model (catboost/libs/model/flatbuffers/model.fbs): `CBM1`, a size, then a FlatBuffer of trees, features and what the training wrote of itself. */
export const catboost: ModelFormat = {
	name: 'catboost',
	title: 'CatBoost',
	extensions: ['.cbm'],
	matches: candidate => candidate.head.toString('latin1', 0, 4) === 'CBM1',

	async read(candidate) {
		return candidate.open(undefined, async file => {
			const head = await file.read(0, Math.min(16, file.size));
			if (head.length < 16) { throw damaged(file, 'it ends inside its first bytes'); }
			const short = head.readUInt32LE(4);
			// A core of 4 GiB and more has its size behind.
			const [start, size] = short === 0xffffffff ? [16, Number(head.readBigUInt64LE(8))] : [8, short];
			const warnings: Warning[] = start + size > file.size ? [{ code: 'truncated', message: `Only ${grouped(file.size)} of at least ${grouped(start + size)} bytes are there: the file was cut short.` }] : [];
			const facts = await readCore(slice(file, start, Math.min(size, file.size - start)), { tool: 'catboost', path: candidate.workspacePath });
			return { ...facts, warnings };
		});
	},
};

async function readCore(file: RangeReader, source: Source): Promise<FormatFacts> {
	const flat = new FlatBuffer(windowed(file));
	const core = await flat.root();
	const model = await flat.table(core, 1);
	if (model === undefined) { throw damaged(file, 'it holds no trees'); }
	const trees = (await flat.vector(model, 2)).length;
	const features = await featuresOf(flat, model);
	const info = new Map<string, string>();
	for (const pair of (await flat.tables(core, 2)).slice(0, 1000)) {
		info.set(await flat.string(pair, 0) ?? '', await flat.string(pair, 1, 16 * 1024 * 1024) ?? '');
	}
	const settings = json(info.get('params'));
	const training = record(json(info.get('training'))['metrics']);
	const classes = json(info.get('class_params'))['class_names'];
	const version = /tags\/v([\d.]+)|CatBoost release ([\d.]+\d)/.exec(info.get('catboost_version_info') ?? '');
	return {
		kind: 'model', framework: 'catboost', library: 'catboost',
		summary: `${counted(trees, 'tree')}, ${counted(features.length, 'feature')}`,
		metadata: toMetadata({ trees: String(trees), features: String(features.length), ...(Array.isArray(classes) ? { classes: classes.join(', ') } : {}), train_finish_time: info.get('train_finish_time'), model_guid: info.get('model_guid') }),
		params: toParams(flatParams(settings), { ...source, field: 'params' }),
		metrics: metricsOf(training, source),
		histories: { ...curves(training['learn_metrics_history'], 'learn'), ...curves(training['test_metrics_history'], 'test') },
		signature: { inputs: features.slice(0, 20_000), outputs: [] },
		environment: { ...(version ? { catboost: version[1] ?? version[2] ?? '' } : {}) },
	};
}

/** Features in the order of the table that the model was trained on. */
async function featuresOf(flat: FlatBuffer, model: number): Promise<SignatureField[]> {
	const found: { readonly index: number; readonly field: SignatureField }[] = [];
	// The lists of features in the model; then in a feature the slots of its place in the table and of its name.
	for (const [slot, dtype, place, label] of [[4, 'category', 1, 2], [5, 'F32', 2, 4], [12, 'text', 1, 2]] as const) {
		for (const feature of await flat.tables(model, slot)) {
			const index = await flat.int(feature, place, -1);
			found.push({ index, field: { name: await flat.string(feature, label) || String(index), dtype, shape: [null] } });
		}
	}
	return found.sort((a, b) => a.index - b.index).map(({ field }) => field);
}

/** What was set comes first, by the names it was set by; then what CatBoost chose, by the names that it is set by. */
function flatParams(settings: JsonRecord): Record<string, unknown> {
	const data = record(settings['data_processing_options']);
	const tree = record(settings['tree_learner_options']);
	const bootstrap = record(tree['bootstrap']);
	const borders = record(data['float_features_binarization']);
	const chosen = record(settings['flat_params']);
	const type = (value: unknown): unknown => record(value)['type'];
	const defaults: Record<string, unknown> = {
		...scalars(record(settings['boosting_options'])), ...scalars(tree), ...scalars(data), ...scalars(record(settings['cat_feature_params'])),
		loss_function: type(settings['loss_function']), eval_metric: type(record(settings['metrics'])['eval_metric']), bootstrap_type: type(bootstrap), subsample: bootstrap['subsample'],
		border_count: borders['border_count'], nan_mode: borders['nan_mode'], feature_border_type: borders['border_type'], random_seed: settings['random_seed'], task_type: settings['task_type'],
	};
	return { ...chosen, ...Object.fromEntries(Object.entries(defaults).filter(([key, value]) => value !== undefined && value !== null && !(key in chosen) && !key.startsWith('dev_'))) };
}

function scalars(values: JsonRecord): JsonRecord {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER)));
}

/** `learn_best_error: { Logloss: 0.38 }`, and `test_best_error: [{ … }]` for each set that was watched. */
function metricsOf(training: JsonRecord, source: Source): Metric[] {
	const sets: readonly (readonly [string, unknown])[] = [['learn', training['learn_best_error']], ...listOf(training['test_best_error']).map((one, at) => [at === 0 ? 'test' : `test${at}`, one] as const)];
	return sets.flatMap(([set, values]) => Object.entries(record(values)).flatMap(([name, value]): Metric[] =>
		typeof value === 'number' ? [{ name: `${set}_${name}`, value, source: { ...source, field: `training.${set}_best_error.${name}` }, certainty: 'certain' }] : []));
}

/** One record of metrics for each iteration; of the sets that were watched, a list of them. */
function curves(value: unknown, set: string): Record<string, MetricHistory> {
	const points = new Map<string, { steps: number[]; values: number[] }>();
	for (const [at, row] of listOf(value).entries()) {
		const rows = Array.isArray(row) ? row as unknown[] : [row];
		for (const [watched, metrics] of rows.entries()) {
			for (const [name, metric] of Object.entries(record(metrics))) {
				if (typeof metric !== 'number') { continue; }
				const key = `${set}${watched === 0 ? '' : watched}_${name}`;
				const curve = points.get(key) ?? { steps: [], values: [] };
				curve.steps.push(at);
				curve.values.push(metric);
				points.set(key, curve);
			}
		}
	}
	return Object.fromEntries(points);
}

function json(text: string | undefined): JsonRecord {
	try {
		const value = parseJson(text ?? '{}');
		return isRecord(value) ? value : {};
	} catch {
		// Then there is nothing to tell of it; the trees are.
		return {};
	}
}

function record(value: unknown): JsonRecord {
	return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
