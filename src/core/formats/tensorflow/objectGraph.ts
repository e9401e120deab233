import { fieldsOf, stringOf, type Field } from '../../runs/parse/protobuf';
import { damaged } from '../damaged';
import type { RangeReader } from '../format';
import { varint, type BundleEntry } from './bundle';

/** Key of the graph in a checkpoint. */
export const OBJECT_GRAPH = '_CHECKPOINTABLE_OBJECT_GRAPH';
const MOST_BYTES = 32 * 1024 * 1024;
const VALUE = 'VARIABLE_VALUE';
/** What a checkpoint keeps beside a model: the state of its optimizer, its metrics, lists of the same variables once more. */
const NOT_WEIGHTS = /^(_?optim(izer)?s?|_?opt|keras_api|metrics|_metrics|compiled_metrics|_loss_tracker|_all_variables|save_counter|train_function|seed_generator)$/;

/** Key of a variable in the checkpoint → its own name. */
export type WeightNames = ReadonlyMap<string, string>;

/** The weights of the objects that were saved, told by how these hang together (tensorflow/core/protobuf/trackable_object_graph.proto). `data` is the shard that holds the graph. */
export async function weightNames(data: RangeReader, entry: BundleEntry): Promise<WeightNames> {
	if (entry.bytes > MOST_BYTES) { throw damaged(data, 'its table of objects is larger than what is read'); }
	const bytes = await data.read(entry.offset, entry.bytes);
	// One string: its length, a checksum of that, itself.
	const at = { place: 0 };
	const length = varint(data, bytes, at);
	const nodes = fieldsOf(bytes.subarray(at.place + 4, at.place + 4 + length)).filter(field => field.no === 1).map(field => fieldsOf(field.bytes));
	const names = new Map<string, string>();
	for (const node of reachable(nodes)) {
		for (const attribute of nodes[node]?.filter(field => field.no === 2) ?? []) {
			const key = stringOf(attribute.bytes, 3);
			if (key !== undefined && stringOf(attribute.bytes, 1) === VALUE) { names.set(key, stringOf(attribute.bytes, 2) ?? ''); }
		}
	}
	return names;
}

/** From the first on, along what is no state of an optimizer. The slots of older ones hang on nothing. */
function reachable(nodes: readonly (readonly Field[])[]): ReadonlySet<number> {
	const seen = new Set<number>(nodes.length ? [0] : []);
	for (const node of seen) {
		for (const child of nodes[node]?.filter(field => field.no === 1) ?? []) {
			const fields = fieldsOf(child.bytes);
			const to = fields.find(field => field.no === 1)?.varint ?? 0;
			const name = fields.find(field => field.no === 2)?.bytes.toString('utf8') ?? '';
			if (to < nodes.length && !NOT_WEIGHTS.test(name)) { seen.add(to); }
		}
	}
	return seen;
}
