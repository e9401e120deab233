import type { Signature, SignatureField, Tensor } from '../../model';
import { ProtoWalker, signed, type ProtoField } from '../bytes/protoWalker';
import { damaged } from '../damaged';
import type { RangeReader } from '../format';

const MOST_TENSORS = 500_000;
/** Inputs and outputs. */
const MOST_VALUES = 100_000;
const DTYPES = [
	'', 'F32', 'U8', 'I8', 'U16', 'I16', 'I32', 'I64', 'STRING', 'BOOL', 'F16', 'F64', 'U32', 'U64', 'C64', 'C128', 'BF16', 'F8_E4M3', 'F8_E4M3FNUZ',
	'F8_E5M2', 'F8_E5M2FNUZ', 'U4', 'I4', 'F4', 'F8_E8M0', 'U2', 'I2',
];
const BITS: Readonly<Record<string, number>> = { F32: 32, U8: 8, I8: 8, U16: 16, I16: 16, I32: 32, I64: 64, BOOL: 8, F16: 16, F64: 64, U32: 32, U64: 64, C64: 64, C128: 128, BF16: 16, F8_E4M3: 8, F8_E4M3FNUZ: 8, F8_E5M2: 8, F8_E5M2FNUZ: 8, F8_E8M0: 8, U4: 4, I4: 4, F4: 4, U2: 2, I2: 2 };

/** A tensor whose bytes lie in another file, by a path relative to the model's. */
export interface ExternalData { readonly tensor: string; readonly location: string; readonly end: number | undefined }

/** Where the bytes of a tensor lie, row-major and little-endian: in the model's file, or in the one that `location` names. */
export interface OnnxPlace { readonly tensor: Tensor; readonly location: string | undefined; readonly offset: number; readonly bytes: number }

export interface OnnxModel {
	readonly irVersion: number;
	readonly producer: string;
	readonly producerVersion: string;
	readonly domain: string;
	readonly modelVersion: number;
	readonly description: string;
	readonly graphName: string;
	/** Operator set → version; '' is ai.onnx. */
	readonly opsets: Readonly<Record<string, number>>;
	readonly properties: Readonly<Record<string, string>>;
	readonly tensors: readonly Tensor[];
	readonly external: readonly ExternalData[];
	/** Of the tensors whose bytes lie as they are (TensorProto.raw_data, float_data, external_data). Not checked against the length of another file. */
	readonly places: readonly OnnxPlace[];
	readonly signature: Signature;
	/** Operators of the main graph. */
	readonly nodes: number;
}

/** An ONNX model (onnx/onnx.proto, ModelProto). Weights are passed over. Throws RegistryError 'damaged-file'. */
export async function readOnnx(file: RangeReader): Promise<OnnxModel> {
	const walker = new ProtoWalker(file);
	const text: Record<number, string> = {};
	const numbers: Record<number, number> = {};
	const opsets: Record<string, number> = {};
	const properties: [string, string][] = [];
	let graph: Graph | undefined;
	await walker.walk(0, file.size, async field => {
		switch (field.number) {
			case 1: case 5: numbers[field.number] = signed(field.value); return;
			case 2: case 3: case 4: case 6: text[field.number] = await walker.text(field); return;
			case 7: graph = await readGraph(walker, field); return;
			case 8: { const [domain = '', version = 0] = await opset(walker, field); opsets[domain] = version; return; }
			case 14: if (properties.length < 10_000) { properties.push(await pair(walker, field)); } return;
		}
	});
	if (!graph) { throw damaged(file, 'it holds no graph'); }
	const initial = new Set(graph.tensors.map(tensor => tensor.name));
	return {
		irVersion: numbers[1] ?? 0, modelVersion: numbers[5] ?? 0, producer: text[2] ?? '', producerVersion: text[3] ?? '', domain: text[4] ?? '', description: text[6] ?? '',
		opsets, properties: Object.fromEntries(properties), graphName: graph.name, tensors: graph.tensors, external: graph.external, places: graph.places, nodes: graph.nodes,
		// Before version 4, weights were inputs too.
		signature: { inputs: graph.inputs.filter(input => !initial.has(input.name)), outputs: graph.outputs },
	};
}

interface Graph { name: string; nodes: number; readonly tensors: Tensor[]; readonly external: ExternalData[]; readonly places: OnnxPlace[]; readonly inputs: SignatureField[]; readonly outputs: SignatureField[] }

async function readGraph(walker: ProtoWalker, { start, end }: ProtoField): Promise<Graph> {
	const graph: Graph = { name: '', nodes: 0, tensors: [], external: [], places: [], inputs: [], outputs: [] };
	await walker.walk(start, end, async field => {
		switch (field.number) {
			case 1: graph.nodes++; return;
			case 2: graph.name = await walker.text(field); return;
			case 5: await readTensor(walker, field, graph); return;
			case 11: graph.inputs.push(await readValue(walker, field, graph)); return;
			case 12: graph.outputs.push(await readValue(walker, field, graph)); return;
			case 15: await walker.walk(field.start, field.end, async part => { if (part.number === 1) { await readTensor(walker, part, graph); } }); return;
		}
	});
	return graph;
}

async function readTensor(walker: ProtoWalker, { start, end }: ProtoField, graph: Graph): Promise<void> {
	if (graph.tensors.length >= MOST_TENSORS) { throw damaged(walker.file, 'it holds more tensors than are read'); }
	const shape: number[] = [];
	let type = 0;
	let name = '';
	const entries: [string, string][] = [];
	let raw: ProtoField | undefined;
	await walker.walk(start, end, async field => {
		switch (field.number) {
			case 1: for (const size of await walker.numbers(field)) { shape.push(signed(size)); } return;
			case 2: type = Number(field.value); return;
			case 8: name = await walker.text(field); return;
			// Packed floats are their bytes one behind the other, as raw data is.
			case 4: case 9: if (field.wire === 2) { raw = field; } return;
			case 13: if (entries.length < 16) { entries.push(await pair(walker, field)); } return;
		}
	});
	const elements = shape.reduce((all, size) => all * size, 1);
	if (shape.length > 64 || shape.some(size => size < 0) || !Number.isSafeInteger(elements)) { throw damaged(walker.file, `its tensor '${name.slice(0, 100)}' has a shape that none can have`); }
	const dtype = DTYPES[type] || `type ${type}`;
	const bits = BITS[dtype];
	const bytes = bits ? Math.ceil(elements * bits / 8) : undefined;
	const tensor: Tensor = { name, dtype, shape, ...(bytes === undefined ? {} : { bytes }) };
	graph.tensors.push(tensor);
	if (raw && raw.end - raw.start === bytes) { graph.places.push({ tensor, location: undefined, offset: raw.start, bytes }); }
	const external = Object.fromEntries(entries);
	if (external['location'] !== undefined) {
		const last = Number(external['offset'] ?? 0) + Number(external['length'] ?? 0);
		graph.external.push({ tensor: name, location: external['location'], end: Number.isSafeInteger(last) ? last : undefined });
		const offset = Number(external['offset'] ?? 0);
		if (bytes !== undefined && Number.isSafeInteger(offset) && offset >= 0) { graph.places.push({ tensor, location: external['location'], offset, bytes }); }
	}
}

/** ValueInfoProto: a name, and the type of a tensor (or sequence, map, optional). */
async function readValue(walker: ProtoWalker, { start, end }: ProtoField, graph: Graph): Promise<SignatureField> {
	if (graph.inputs.length + graph.outputs.length >= MOST_VALUES) { throw damaged(walker.file, 'it has more inputs and outputs than are read'); }
	let name = '';
	let dtype = '';
	const shape: (number | string | null)[] = [];
	const readType = async (type: ProtoField, depth: number): Promise<void> => walker.walk(type.start, type.end, async field => {
		if (field.number === 1 || field.number === 8) {
			await walker.walk(field.start, field.end, async part => {
				if (part.number === 1) { dtype = DTYPES[Number(part.value)] || `type ${part.value}`; }
				if (part.number === 2) { await walker.walk(part.start, part.end, async dim => { if (dim.number === 1 && shape.length < 64) { shape.push(await dimension(walker, dim)); } }); }
			});
		} else if (field.number === 4 || field.number === 9) {
			dtype = field.number === 4 ? 'sequence' : 'optional';
			if (depth < 4) { await walker.walk(field.start, field.end, async part => { if (part.number === 1) { await readType(part, depth + 1); } }); }
			if (field.number === 4) { dtype = `sequence of ${dtype}`; }
		} else if (field.number === 5) {
			dtype = 'map';
		}
	});
	await walker.walk(start, end, async field => {
		if (field.number === 1) { name = await walker.text(field); }
		if (field.number === 2 && field.wire === 2) { await readType(field, 0); }
	});
	return { name, dtype, shape };
}

/** A number, a symbol ('batch'), or nothing. */
async function dimension(walker: ProtoWalker, { start, end }: ProtoField): Promise<number | string | null> {
	let size: number | string | null = null;
	await walker.walk(start, end, async field => {
		if (field.number === 1) { size = signed(field.value); }
		if (field.number === 2) { size = await walker.text(field, 200) || null; }
	});
	return typeof size === 'number' && size < 0 ? null : size;
}

async function opset(walker: ProtoWalker, { start, end }: ProtoField): Promise<readonly [string, number]> {
	let domain = '';
	let version = 0;
	await walker.walk(start, end, async field => {
		if (field.number === 1) { domain = await walker.text(field, 200); }
		if (field.number === 2) { version = signed(field.value); }
	});
	return [domain, version];
}

/** StringStringEntryProto. */
async function pair(walker: ProtoWalker, { start, end }: ProtoField): Promise<[string, string]> {
	let key = '';
	let value = '';
	await walker.walk(start, end, async field => {
		if (field.number === 1) { key = await walker.text(field, 500); }
		if (field.number === 2) { value = await walker.text(field); }
	});
	return [key, value];
}
