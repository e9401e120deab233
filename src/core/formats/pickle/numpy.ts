import { fieldsOf, isObject, isTagged, itemsOf, qualifiedName, type PickleValue, type PyArray } from './value';

export interface Dtype {
	/** Kind and size without byte order: 'f8', 'i4', 'b1', 'U5', 'S10', 'O', 'V16'. */
	readonly code: string;
	readonly itemsize: number;
	readonly bigEndian: boolean;
	readonly hasObjects: boolean;
}

const SAFETENSORS: Readonly<Record<string, string>> = { b1: 'BOOL', i1: 'I8', i2: 'I16', i4: 'I32', i8: 'I64', u1: 'U8', u2: 'U16', u4: 'U32', u8: 'U64', f2: 'F16', f4: 'F32', f8: 'F64', c8: 'C64', c16: 'C128' };

/** A NumPy type in safetensors' names; text, objects and records keep NumPy's. */
export function dtypeName(code: string): string {
	return SAFETENSORS[code] ?? code;
}

/** `'<f4'`, `'|b1'`, `'O'`: NumPy's array-protocol spelling; undefined for anything else. */
export function dtypeOfText(text: string): Dtype | undefined {
	const [, order = '', kind = '', size = ''] = /^([<>|=]?)([?biufcmMOSUVa])(\d{0,9})(?:\[.{1,20}\])?$/.exec(text) ?? [];
	if (!kind) { return undefined; }
	const bigEndian = order === '>';
	if (kind === 'O') { return { code: 'O', itemsize: 8, bigEndian, hasObjects: true }; }
	if (kind === '?') { return { code: 'b1', itemsize: 1, bigEndian, hasObjects: false }; }
	return { code: `${kind}${size}`, itemsize: Number(size || 1) * (kind === 'U' ? 4 : 1), bigEndian, hasObjects: false };
}

/** A pickled `numpy.dtype('f8', False, True)` with its state (version, byte order, subdtype, names, fields, itemsize, …). */
export function dtypeOf(value: PickleValue | undefined): Dtype | undefined {
	if (!isObject(value)) { return undefined; }
	const [text] = value.args;
	if (typeof text !== 'string' && typeof text !== 'number') {
		// numpy 2 names its own classes: numpy.dtypes.Float64DType.
		return undefined;
	}
	const state = itemsOf(value.state) ?? [];
	const [, order, , , fields, itemsize] = state;
	const plain = dtypeOfText(String(text));
	if (!plain) { return undefined; }
	const sized = typeof itemsize === 'number' && itemsize > 0 ? itemsize : plain.itemsize;
	const hasObjects = plain.hasObjects || [...fieldsOf(fields).values()].some(field => dtypeOf(itemsOf(field)?.[0])?.hasObjects ?? false);
	return { code: plain.code, itemsize: sized, bigEndian: order === '>' || plain.bigEndian, hasObjects };
}

/** The array that `_reconstruct` and its state, or `_frombuffer`, would have made; undefined where it is none. */
export function arrayOf(value: PickleValue | undefined): PyArray | undefined {
	if (isTagged(value) && value.kind === 'array') { return value; }
	if (!isObject(value)) { return undefined; }
	const maker = qualifiedName(value);
	if (/^numpy\.(_core|core)\.multiarray\._reconstruct$/.test(maker)) {
		const [, shape, dtype, , content] = itemsOf(value.state) ?? [];
		return build(shape, dtype, content);
	}
	if (/^numpy\.(_core|core)\.numeric\._frombuffer$/.test(maker)) {
		const [content, dtype, shape] = value.args;
		return build(shape, dtype, content);
	}
	return undefined;
}

function build(shape: PickleValue | undefined, dtypeValue: PickleValue | undefined, content: PickleValue | undefined): PyArray | undefined {
	const dtype = dtypeOf(dtypeValue);
	const sizes = itemsOf(shape)?.filter((size): size is number => typeof size === 'number' && size >= 0);
	if (!dtype || !sizes) { return undefined; }
	const data = isTagged(content) && content.kind === 'bytes' ? content.data : typeof content === 'string' ? Buffer.from(content, 'latin1') : undefined;
	const items = dtype.code === 'O' ? itemsOf(content) : undefined;
	return { kind: 'array', dtype: dtype.code, shape: sizes, bigEndian: dtype.bigEndian, ...(data ? { data } : {}), ...(items ? { items } : {}) };
}

/** The number in `numpy.core.multiarray.scalar(dtype, bytes)`; undefined where it is none. */
export function scalarOf(value: PickleValue | undefined): number | boolean | string | undefined {
	if (!isObject(value) || !/^numpy\.(_core|core)\.multiarray\.scalar$/.test(qualifiedName(value))) { return undefined; }
	const [dtypeValue, content] = value.args;
	const dtype = dtypeOf(dtypeValue);
	const data = isTagged(content) && content.kind === 'bytes' ? content.data : typeof content === 'string' ? Buffer.from(content, 'latin1') : undefined;
	return dtype && data ? element(dtype.code, dtype.bigEndian, data, 0) : undefined;
}

/** The first `most` elements of a small array, where they can be had. */
export function elementsOf(array: PyArray, most: number): readonly (number | boolean | string)[] | undefined {
	if (array.items) {
		const plain = array.items.slice(0, most);
		return plain.every((one): one is string | number | boolean => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') ? plain : undefined;
	}
	const dtype = dtypeOfText(array.dtype);
	if (!dtype || !array.data || dtype.itemsize === 0) { return undefined; }
	const count = Math.min(most, Math.floor(array.data.length / dtype.itemsize));
	const found: (number | boolean | string)[] = [];
	for (let at = 0; at < count; at++) {
		const one = element(array.dtype, array.bigEndian ?? false, array.data, at * dtype.itemsize);
		if (one === undefined) { return undefined; }
		found.push(one);
	}
	return found;
}

function element(code: string, bigEndian: boolean, data: Buffer, at: number): number | boolean | string | undefined {
	const dtype = dtypeOfText(code);
	if (!dtype || at + dtype.itemsize > data.length) { return undefined; }
	if (code.startsWith('U')) {
		let text = '';
		for (let unit = at; unit < at + dtype.itemsize; unit += 4) {
			const point = bigEndian ? data.readUInt32BE(unit) : data.readUInt32LE(unit);
			if (point > 0 && point <= 0x10ffff) { text += String.fromCodePoint(point); }
		}
		return text;
	}
	if (code.startsWith('S')) { return data.subarray(at, at + dtype.itemsize).toString('latin1').replace(/\0+$/, ''); }
	const view = new DataView(data.buffer, data.byteOffset + at, dtype.itemsize);
	switch (code) {
		case 'b1': return view.getUint8(0) !== 0;
		case 'i1': return view.getInt8(0);
		case 'u1': return view.getUint8(0);
		case 'i2': return view.getInt16(0, !bigEndian);
		case 'u2': return view.getUint16(0, !bigEndian);
		case 'i4': return view.getInt32(0, !bigEndian);
		case 'u4': return view.getUint32(0, !bigEndian);
		case 'i8': return Number(view.getBigInt64(0, !bigEndian));
		case 'u8': return Number(view.getBigUint64(0, !bigEndian));
		case 'f4': return view.getFloat32(0, !bigEndian);
		case 'f8': return view.getFloat64(0, !bigEndian);
		default: return undefined;
	}
}
