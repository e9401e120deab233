import type { Tensor } from '../../model';
import type { ProtoField, ProtoWalker } from '../bytes/protoWalker';
import { damaged } from '../damaged';

const MOST_TENSORS = 200_000;
const MOST_DEPTH = 16;
/** MIL.proto, DataType. */
const DTYPES: Readonly<Record<number, string>> = {
	1: 'BOOL', 2: 'STRING', 10: 'F16', 11: 'F32', 12: 'F64', 13: 'BF16', 21: 'I8', 22: 'I16', 23: 'I32', 24: 'I64', 25: 'I4', 31: 'U8', 32: 'U16', 33: 'U32', 34: 'U64', 35: 'U4', 36: 'U2', 37: 'U1', 38: 'U6', 39: 'U3', 40: 'F8_E4M3', 41: 'F8_E5M2',
};

export interface Blob { readonly file: string; readonly offset: number }

export interface Program {
	/** Constants of floating point, and what packed ones unfold to. */
	readonly tensors: readonly Tensor[];
	/** Where constants lie outside the model file. */
	readonly blobs: readonly Blob[];
	readonly operations: number;
	/** `constexpr_…`: how weights are packed, and how many are. */
	readonly packings: ReadonlyMap<string, number>;
}

interface Found { readonly constants: Map<string, Tensor>; readonly packed: Set<string>; readonly blobs: Map<string, Blob>; operations: number; readonly packings: Map<string, number> }

/** The weights of an ML program (coremltools, mlmodel/format/MIL.proto): constants by name, type and shape; their bytes are passed over. */
export async function readProgram(walker: ProtoWalker, program: ProtoField): Promise<Program> {
	const found: Found = { constants: new Map(), packed: new Set(), blobs: new Map(), operations: 0, packings: new Map() };
	await each(walker, program, 2, async entry => each(walker, entry, 2, async func => each(walker, func, 3, async specialised => each(walker, specialised, 2, async block => readBlock(walker, block, found, 0)))));
	const tensors = [...found.constants.values()].filter(tensor => !found.packed.has(tensor.name));
	return { tensors, blobs: [...found.blobs.values()], operations: found.operations, packings: found.packings };
}

async function readBlock(walker: ProtoWalker, block: ProtoField, found: Found, depth: number): Promise<void> {
	if (depth > MOST_DEPTH) { throw damaged(walker.file, 'its blocks are nested too deeply'); }
	await each(walker, block, 3, async operation => {
		let type = '';
		let output: { name: string; dtype: string; shape: (number | null)[] } | undefined;
		let blob: Blob | undefined;
		const used: string[] = [];
		await walker.walk(operation.start, operation.end, async field => {
			if (field.wire !== 2) { return; }
			switch (field.number) {
				case 1: type = await walker.text(field, 200); return;
				case 2: await each(walker, field, 2, async argument => each(walker, argument, 1, async binding => each(walker, binding, 1, async name => { used.push(await walker.text(name, 1000)); }))); return;
				case 3: output ??= await valueOf(walker, field); return;
				case 4: await readBlock(walker, field, found, depth + 1); return;
				case 5: await each(walker, field, 2, async value => each(walker, value, 5, async place => { blob ??= await blobOf(walker, place); })); return;
			}
		});
		const packing = type.startsWith('constexpr_');
		if (type !== 'const') { found.operations++; }
		if (packing) {
			found.packings.set(type, (found.packings.get(type) ?? 0) + 1);
			for (const name of used) { found.packed.add(name); }
		}
		if (blob) { found.blobs.set(`${blob.file}@${blob.offset}`, blob); }
		if (!output || output.shape.length === 0 || !(packing || (type === 'const' && (blob !== undefined || /^B?F/.test(output.dtype))))) { return; }
		if (found.constants.size >= MOST_TENSORS) { throw damaged(walker.file, 'it has more constants than are read'); }
		const storage = blob && `${blob.file}@${blob.offset}`;
		// Two functions may call different constants the same.
		found.constants.set(`${output.name} ${storage ?? ''}`, { ...output, ...(storage ? { storage } : {}) });
	});
}

/** NamedValueType: a name, and the type of a tensor. */
async function valueOf(walker: ProtoWalker, named: ProtoField): Promise<{ name: string; dtype: string; shape: (number | null)[] }> {
	let name = '';
	let dtype = 0;
	const shape: (number | null)[] = [];
	await walker.walk(named.start, named.end, async field => {
		if (field.number === 1 && field.wire === 2) { name = await walker.text(field, 1000); }
		if (field.number !== 2 || field.wire !== 2) { return; }
		await each(walker, field, 1, async tensor => walker.walk(tensor.start, tensor.end, async part => {
			if (part.number === 1 && part.wire === 0) { dtype = Number(part.value); }
			if (part.number !== 3 || part.wire !== 2 || shape.length >= 64) { return; }
			let size: number | null = null;
			await each(walker, part, 1, async constant => walker.walk(constant.start, constant.end, one => { if (one.number === 1 && one.wire === 0) { size = Number(one.value); } }));
			shape.push(size);
		}));
	});
	return { name, dtype: DTYPES[dtype] ?? `type ${dtype}`, shape };
}

async function blobOf(walker: ProtoWalker, place: ProtoField): Promise<Blob> {
	let file = '';
	let offset = 0;
	await walker.walk(place.start, place.end, async field => {
		if (field.number === 1 && field.wire === 2) { file = await walker.text(field, 1000); }
		if (field.number === 2 && field.wire === 0) { offset = Number(field.value); }
	});
	return { file, offset };
}

/** Visits the messages that stand in one field. */
async function each(walker: ProtoWalker, message: ProtoField, number: number, visit: (field: ProtoField) => Promise<void>): Promise<void> {
	await walker.walk(message.start, message.end, async field => { if (field.number === number && field.wire === 2) { await visit(field); } });
}
