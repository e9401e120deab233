import type { SignatureField } from '../../model';
import { signed, type ProtoField, type ProtoWalker } from '../bytes/protoWalker';
import { tensorflowDtype } from './dtypes';

const MOST_SIGNATURES = 1000;
const MOST_FIELDS = 20_000;

export interface MetaGraph {
	readonly tags: readonly string[];
	readonly tensorflow: string;
	readonly signatures: ReadonlyMap<string, { readonly inputs: readonly SignatureField[]; readonly outputs: readonly SignatureField[] }>;
}

/** The graphs of a SavedModel (tensorflow/core/protobuf/saved_model.proto, meta_graph.proto) by what they say of themselves; the graphs are passed over. */
export async function readSavedModel(walker: ProtoWalker): Promise<readonly MetaGraph[]> {
	const graphs: MetaGraph[] = [];
	await walker.walk(0, walker.file.size, async field => {
		if (field.number === 2 && field.wire === 2 && graphs.length < 100) { graphs.push(await metaGraph(walker, field)); }
	});
	return graphs;
}

async function metaGraph(walker: ProtoWalker, graph: ProtoField): Promise<MetaGraph> {
	const tags: string[] = [];
	let tensorflow = '';
	const signatures = new Map<string, { inputs: SignatureField[]; outputs: SignatureField[] }>();
	await walker.walk(graph.start, graph.end, async field => {
		if (field.number === 1 && field.wire === 2) {
			await walker.walk(field.start, field.end, async part => {
				if (part.number === 4 && part.wire === 2 && tags.length < 100) { tags.push(await walker.text(part, 200)); }
				if (part.number === 5 && part.wire === 2) { tensorflow = await walker.text(part, 200); }
			});
		}
		if (field.number === 5 && field.wire === 2 && signatures.size < MOST_SIGNATURES) {
			const fields = { inputs: [] as SignatureField[], outputs: [] as SignatureField[] };
			const name = await entry(walker, field, async value => walker.walk(value.start, value.end, async part => {
				const side = { 1: fields.inputs, 2: fields.outputs }[part.number];
				if (side && part.wire === 2 && side.length < MOST_FIELDS) { side.push(await tensorInfo(walker, part)); }
			}));
			signatures.set(name, { inputs: fields.inputs.sort(byName), outputs: fields.outputs.sort(byName) });
		}
	});
	return { tags, tensorflow, signatures };
}

/** One entry of a map: hands its value on, and gives its key. */
async function entry(walker: ProtoWalker, field: ProtoField, value: (field: ProtoField) => Promise<void>): Promise<string> {
	let key = '';
	await walker.walk(field.start, field.end, async part => {
		if (part.number === 1 && part.wire === 2) { key = await walker.text(part, 1000); }
		if (part.number === 2 && part.wire === 2) { await value(part); }
	});
	return key;
}

/** TensorInfo: type and shape of what goes in or comes out. Of an unknown rank, the shape is empty. */
async function tensorInfo(walker: ProtoWalker, field: ProtoField): Promise<SignatureField> {
	let dtype = 'unknown';
	const shape: (number | null)[] = [];
	const name = await entry(walker, field, async info => walker.walk(info.start, info.end, async part => {
		if (part.number === 2 && part.wire === 0) { dtype = tensorflowDtype(Number(part.value)); }
		if (part.number !== 3 || part.wire !== 2) { return; }
		await walker.walk(part.start, part.end, async dimension => {
			if (dimension.number !== 2 || dimension.wire !== 2 || shape.length >= 64) { return; }
			let size = 0;
			await walker.walk(dimension.start, dimension.end, one => { if (one.number === 1 && one.wire === 0) { size = signed(one.value); } });
			shape.push(size < 0 ? null : size);
		});
	}));
	return { name, dtype, shape };
}

function byName(a: SignatureField, b: SignatureField): number {
	return a.name < b.name ? -1 : 1;
}
