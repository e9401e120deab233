import { RegistryError } from '../../errors';
import type { Tensor, Warning } from '../../model';
import { grouped } from '../damaged';
import type { Candidate, RangeReader } from '../format';
import { elements } from '../parameters';
import { readBundle, type Bundle } from './bundle';
import { tensorflowDtype } from './dtypes';
import { OBJECT_GRAPH, weightNames, type WeightNames } from './objectGraph';

const SUFFIX = '/.ATTRIBUTES/VARIABLE_VALUE';
/** Beside the weights, by the names that TensorFlow 1 gave to the state of its optimizers. */
const NOT_WEIGHTS = /(^|\/)(Adam|AdamWeightDecayOptimizer|adam_[mv]|Momentum|RMSProp|Adagrad|AdagradDA|Adadelta|Ftrl|LAMB|ExponentialMovingAverage|OptimizerState)(_\d+)?$|(^|\/)(beta[12]_power|global_step|save_counter|current_learning_rate|loss_scale|good_steps)(_\d+)?$|\.OPTIMIZER_SLOT|^(optimizer|save_counter|_all_variables|keras_api)\//;

export interface Checkpoint { readonly tensors: readonly Tensor[]; readonly parameters: number; readonly shards: number; readonly warnings: readonly Warning[] }

/** The weights of a checkpoint without the state of its optimizer. `index` is its list, `place` the candidate that it is opened from. Throws RegistryError 'damaged-file'. */
export async function readCheckpoint(place: Candidate, index: string | undefined, prefix: string): Promise<Checkpoint> {
	const bundle = await place.open(index, readBundle);
	const shardOf = (shard: number): string => `${prefix}.data-${String(shard).padStart(5, '0')}-of-${String(bundle.shards).padStart(5, '0')}`;
	const warnings: Warning[] = [];
	const needed = new Map<number, number>();
	for (const { shard, offset, bytes } of bundle.entries) { needed.set(shard, Math.max(needed.get(shard) ?? 0, offset + bytes)); }
	for (const [shard, end] of [...needed].sort(([a], [b]) => a - b).slice(0, 1000)) {
		const warning = await openShard(place, shardOf(shard), async file => file.size < end ? { code: 'truncated', message: `Only ${grouped(file.size)} of ${grouped(end)} bytes are there in '${shardOf(shard)}', which holds weights of this checkpoint.` } : undefined);
		const missing = { code: 'missing-shard', message: `Weights of this checkpoint are in '${shardOf(shard)}', and that file is not there.` };
		if (warning !== 'there') { warnings.push(warning ?? missing); }
	}
	const graph = bundle.entries.find(entry => entry.name === OBJECT_GRAPH);
	const names = graph && await namesIn(place, shardOf(graph.shard), file => weightNames(file, graph));
	const tensors = tensorsOf(bundle, names);
	// A lone whole number counts steps; a text is a vocabulary.
	const weights = tensors.filter(tensor => tensor.dtype !== 'STRING' && !(tensor.shape.length === 0 && /^[IU]\d|^BOOL/.test(tensor.dtype)));
	return { tensors, parameters: weights.reduce((sum, tensor) => sum + elements(tensor), 0), shards: bundle.shards, warnings };
}

function tensorsOf(bundle: Bundle, names: WeightNames | undefined): readonly Tensor[] {
	const kept = bundle.entries.filter(({ name }) => name !== OBJECT_GRAPH && (names ? names.has(name) : !NOT_WEIGHTS.test(name.replace(SUFFIX, ''))));
	const shared = new Map<string, number>();
	const own = kept.map(({ name }) => names?.get(name) ?? '');
	for (const name of own) { shared.set(name, (shared.get(name) ?? 0) + 1); }
	return kept.map(({ name, type, shape, bytes, sliced }, at) => {
		const said = own[at] ?? '';
		return { name: said !== '' && shared.get(said) === 1 ? said : name.replace(SUFFIX, ''), dtype: tensorflowDtype(type), shape, ...(sliced ? {} : { bytes }) };
	});
}

/** 'there' where nothing is wrong with it; undefined where it is missing. */
async function openShard(place: Candidate, name: string, look: (file: RangeReader) => Promise<Warning | undefined>): Promise<Warning | 'there' | undefined> {
	try {
		return await place.open(name, look) ?? 'there';
	} catch (error) {
		if (!RegistryError.is(error, 'not-found')) { throw error; }
		return undefined;
	}
}

/** Undefined where the graph can't be had: then names alone must do. */
async function namesIn(place: Candidate, shard: string, read: (file: RangeReader) => Promise<WeightNames>): Promise<WeightNames | undefined> {
	try {
		return await place.open(shard, read);
	} catch (error) {
		if (!RegistryError.is(error)) { throw error; }
		// That the shard is missing or cut has been said.
		return undefined;
	}
}
