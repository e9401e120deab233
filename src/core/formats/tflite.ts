import type { Signature, SignatureField, Tensor, Warning } from '../model';
import { FlatBuffer } from './bytes/flatbuffer';
import { slice, windowed } from './bytes/window';
import { counted, damaged, grouped } from './damaged';
import type { FormatFacts, ModelFormat, RangeReader } from './format';
import { elements } from './parameters';
import { toMetadata } from './params';

const TYPES = ['F32', 'F16', 'I32', 'U8', 'I64', 'STRING', 'BOOL', 'I16', 'C64', 'I8', 'F64', 'C128', 'U64', 'RESOURCE', 'VARIANT', 'U32', 'U16', 'I4', 'BF16', 'I2', 'U4'];
const MOST_METADATA = 1000;
/** Of all graphs together, which may well be one graph many times over. */
const MOST_TENSORS = 100_000;
const MOST_NAME = 500;

/** TensorFlow Lite, LiteRT (tensorflow/compiler/mlir/lite/schema/schema.fbs): a FlatBuffer of tensors and operators. Weights are passed over. */
export const tflite: ModelFormat = {
	name: 'tflite',
	title: 'TensorFlow Lite',
	extensions: ['.tflite'],
	matches: candidate => candidate.head.toString('latin1', 4, 8) === 'TFL3',

	async read(candidate) {
		return candidate.open(undefined, readModel);
	},
};

interface Found extends Tensor { readonly signature: SignatureField; readonly constant: boolean; readonly weight: boolean; readonly end: number }

async function readModel(file: RangeReader): Promise<FormatFacts> {
	const flat = new FlatBuffer(windowed(file));
	const model = await flat.root();
	const buffers = await buffersOf(flat, model);
	const graphs: Found[][] = [];
	let operators = 0;
	const subgraphs = await flat.tables(model, 2);
	if (subgraphs.length === 0) { throw damaged(file, 'it holds no graph'); }
	let announced = 0;
	for (const graph of subgraphs) {
		announced += (await flat.vector(graph, 0)).length;
		if (announced > MOST_TENSORS || graphs.length > MOST_METADATA) { throw damaged(file, 'it has more tensors than are read'); }
		graphs.push(await tensorsOf(flat, graph, buffers));
		operators += (await flat.vector(graph, 3)).length;
	}
	const constants = graphs.flatMap((tensors, graph) => tensors.filter(tensor => tensor.constant).map(({ name, ...tensor }) => ({ ...tensor, name: graph === 0 ? name : `${graph}.${name}` })));
	// Graphs may share a buffer.
	const weights = new Map(constants.filter(tensor => tensor.weight).map(tensor => [tensor.storage, elements(tensor)]));
	const { first, others } = await signaturesOf(flat, model, subgraphs, graphs);
	const end = buffers.reduce((most, buffer) => Math.max(most, buffer.end), 0);
	const warnings: Warning[] = end > file.size ? [{ code: 'truncated', message: `Only ${grouped(file.size)} of ${grouped(end)} bytes are there: the file was cut short.` }] : [];
	const types = [...new Set(constants.filter(tensor => tensor.weight).map(tensor => tensor.dtype))];
	const metadata = await metadataOf(flat, model, file, buffers);
	return {
		kind: 'model', framework: 'tensorflow', library: 'tflite',
		tensors: constants.map(({ name, dtype, shape, bytes, storage }) => ({ name, dtype, shape, ...(bytes === undefined ? {} : { bytes }), ...(storage === undefined ? {} : { storage }) })),
		parameters: [...weights.values()].reduce((sum, count) => sum + count, 0),
		summary: [counted(operators, 'operator'), counted(constants.length, 'tensor'), types.join('/')].filter(Boolean).join(', '),
		signature: first,
		metadata: toMetadata({
			version: String(await flat.int(model, 0)), description: await flat.string(model, 3), operators: String(operators),
			...(subgraphs.length > 1 ? { graphs: String(subgraphs.length) } : {}), signatures: others.join(', '), custom_operators: await customOperators(flat, model), ...metadata,
		}),
		...(metadata['name'] ? { suggestedName: metadata['name'] } : {}),
		warnings,
	};
}

interface DataBuffer { readonly start: number; readonly bytes: number; readonly end: number }

async function buffersOf(flat: FlatBuffer, model: number): Promise<readonly DataBuffer[]> {
	const buffers: DataBuffer[] = [];
	if ((await flat.vector(model, 4)).length > 2 * MOST_TENSORS) { throw damaged(flat.file, 'it has more buffers than are read'); }
	for (const table of await flat.tables(model, 4)) {
		// Past 2 GiB, the bytes lie behind the FlatBuffer, by place and size.
		const offset = await flat.u64(table, 1);
		const size = await flat.u64(table, 2);
		const { length, start } = offset > 1 ? { length: size, start: offset } : await flat.vector(table, 0);
		buffers.push({ start, bytes: length, end: length > 0 ? start + length : 0 });
	}
	return buffers;
}

async function tensorsOf(flat: FlatBuffer, graph: number, buffers: readonly DataBuffer[]): Promise<Found[]> {
	const tensors: Found[] = [];
	for (const table of await flat.tables(graph, 0)) {
		const shape = await flat.ints(table, 0, 64);
		const signature = await flat.ints(table, 7, 64);
		const type = await flat.byte(table, 1);
		const dtype = TYPES[type] ?? `type ${type}`;
		const at = await flat.int(table, 2);
		const buffer = buffers[at];
		const quantisation = await flat.table(table, 4);
		// Whole numbers without a scale are shapes and axes, not weights.
		const scaled = quantisation !== undefined && (await flat.vector(quantisation, 2)).length > 0;
		const constant = buffer !== undefined && buffer.bytes > 0;
		const name = await flat.string(table, 3, MOST_NAME) ?? '';
		tensors.push({
			name, dtype, shape, constant, weight: constant && (/^B?F|^C/.test(dtype) || scaled), end: buffer?.end ?? 0,
			...(constant ? { bytes: buffer.bytes, storage: String(at) } : {}),
			signature: { name, dtype, shape: (signature.length > 0 ? signature : shape).map(size => size < 0 ? null : size) },
		});
	}
	return tensors;
}

/** The signature by which the model is called: the default one or the first; without any, what the first graph takes and gives. */
async function signaturesOf(flat: FlatBuffer, model: number, subgraphs: readonly number[], graphs: readonly (readonly Found[])[]): Promise<{ first: Signature; others: readonly string[] }> {
	const named: [string, Signature][] = [];
	let announced = 0;
	for (const definition of (await flat.tables(model, 7)).slice(0, MOST_METADATA)) {
		const tensors = graphs[await flat.int(definition, 4)] ?? [];
		const side = async (slot: number): Promise<SignatureField[]> => {
			const fields: SignatureField[] = [];
			announced += (await flat.vector(definition, slot)).length;
			if (announced > MOST_TENSORS) { throw damaged(flat.file, 'its signatures name more tensors than are read'); }
			for (const entry of await flat.tables(definition, slot)) {
				const tensor = tensors[await flat.int(entry, 1)];
				if (tensor) { fields.push({ ...tensor.signature, name: await flat.string(entry, 0) ?? tensor.name }); }
			}
			return fields;
		};
		named.push([await flat.string(definition, 2) ?? '', { inputs: await side(0), outputs: await side(1) }]);
	}
	const [chosen] = [named.find(([name]) => name === 'serving_default') ?? named[0]];
	if (chosen) { return { first: chosen[1], others: named.map(([name]) => name) }; }
	const [graph = 0] = subgraphs;
	const fields = async (slot: number): Promise<SignatureField[]> => (await flat.ints(graph, slot, 20_000)).flatMap(at => graphs[0]?.[at]?.signature ?? []);
	return { first: { inputs: await fields(1), outputs: await fields(2) }, others: [] };
}

async function customOperators(flat: FlatBuffer, model: number): Promise<string> {
	const names: string[] = [];
	for (const code of (await flat.tables(model, 1)).slice(0, MOST_METADATA)) {
		const name = await flat.string(code, 1);
		if (name) { names.push(name); }
	}
	return [...new Set(names)].join(', ');
}

/** Named buffers: the runtime that it needs, and what it says of itself (tflite-support, metadata_schema.fbs, ModelMetadata), a FlatBuffer of its own. */
async function metadataOf(flat: FlatBuffer, model: number, file: RangeReader, buffers: readonly DataBuffer[]): Promise<Record<string, string | undefined>> {
	const found: Record<string, string | undefined> = {};
	for (const entry of (await flat.tables(model, 6)).slice(0, MOST_METADATA)) {
		const name = await flat.string(entry, 0);
		const buffer = buffers[await flat.int(entry, 1)];
		if (!buffer || buffer.bytes === 0 || buffer.end > file.size) { continue; }
		if (name === 'min_runtime_version') { found[name] = (await file.read(buffer.start, Math.min(buffer.bytes, 64))).toString('latin1').replace(/\0+$/, ''); }
		if (name !== 'TFLITE_METADATA' || buffer.bytes < 12) { continue; }
		const inner = new FlatBuffer(slice(file, buffer.start, buffer.bytes));
		const root = await inner.root();
		for (const [slot, key] of [[0, 'name'], [1, 'about'], [2, 'model_version'], [4, 'author'], [5, 'license']] as const) { found[key] = await inner.string(root, slot); }
	}
	return found;
}
