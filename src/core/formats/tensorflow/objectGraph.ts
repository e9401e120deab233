import { eachField } from '../../parse/protobuf';
import { damaged } from '../damaged';
import type { RangeReader } from '../format';
import { varint, type BundleEntry } from './bundle';

/** Key of the graph in a checkpoint. */
export const OBJECT_GRAPH = '_CHECKPOINTABLE_OBJECT_GRAPH';
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_NODES = 500_000;
const MOST_TEXT = 4096;
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
	const [start, end] = [at.place + 4, Math.min(bytes.length, at.place + 4 + length)];
	const nodes: { readonly start: number; readonly end: number }[] = [];
	eachField(bytes, start, end, node => {
		if (node.number === 1 && node.wire === 2) { nodes.push({ start: node.start, end: node.end }); }
		return nodes.length < MOST_NODES ? undefined : false;
	});
	const names = new Map<string, string>();
	for (const node of reachable(bytes, nodes)) {
		const { start: from = 0, end: to = 0 } = nodes[node] ?? {};
		eachField(bytes, from, to, attribute => {
			if (attribute.number !== 2 || attribute.wire !== 2) { return; }
			const text = textsOf(bytes, attribute);
			if (text[1] === VALUE && text[3] !== undefined) { names.set(text[3], text[2] ?? ''); }
		});
	}
	return names;
}

/** From the first on, along what is no state of an optimizer. The slots of older ones hang on nothing. */
function reachable(bytes: Buffer, nodes: readonly { readonly start: number; readonly end: number }[]): ReadonlySet<number> {
	const seen = new Set<number>(nodes.length ? [0] : []);
	for (const node of seen) {
		const { start = 0, end = 0 } = nodes[node] ?? {};
		eachField(bytes, start, end, child => {
			if (child.number !== 1 || child.wire !== 2) { return; }
			let to = 0;
			eachField(bytes, child.start, child.end, part => { if (part.number === 1 && part.wire === 0) { to = part.value; } });
			if (to < nodes.length && !NOT_WEIGHTS.test(textsOf(bytes, child)[2] ?? '')) { seen.add(to); }
		});
	}
	return seen;
}

/** The texts of a message, by the numbers of their fields. */
function textsOf(bytes: Buffer, message: { readonly start: number; readonly end: number }): Readonly<Record<number, string>> {
	const texts: Record<number, string> = {};
	eachField(bytes, message.start, message.end, part => { if (part.wire === 2 && part.number < 4) { texts[part.number] = bytes.toString('utf8', part.start, Math.min(part.end, part.start + MOST_TEXT)); } });
	return texts;
}
