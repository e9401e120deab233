import type { Fields } from './fields';

/** A type, as far as shapes and texts need it (IV.A.2.d). */
export interface Datatype {
	/** In safetensors' names; 'text' and 'vlen-text' for text, '?' for the rest. */
	readonly name: string;
	readonly bytes: number;
	readonly bigEndian: boolean;
}

const FLOATS: Readonly<Record<string, string>> = { '2/5': 'F16', '2/8': 'BF16', '4/8': 'F32', '8/11': 'F64' };

export function readDatatype(fields: Fields): Datatype {
	const kind = fields.u8() & 0x0f;
	const bits = fields.u8();
	fields.skip(2);
	const bytes = fields.u32();
	const bigEndian = (bits & 1) === 1;
	switch (kind) {
		case 0: return { name: `${bits & 0x08 ? 'I' : 'U'}${bytes * 8}`, bytes, bigEndian };
		case 1: {
			// Bit offset, precision, place of the exponent, size of the exponent.
			fields.skip(5);
			return { name: FLOATS[`${bytes}/${fields.u8()}`] ?? `F${bytes * 8}`, bytes, bigEndian };
		}
		case 3: return { name: 'text', bytes, bigEndian: false };
		case 8: return { name: bytes === 1 ? 'BOOL' : `I${bytes * 8}`, bytes, bigEndian: false };
		case 9: return { name: (bits & 0x0f) === 1 ? 'vlen-text' : '?', bytes, bigEndian: false };
		default: return { name: '?', bytes, bigEndian: false };
	}
}

/** Dimensions; [] of a scalar, undefined of a null space (IV.A.2.b). */
export function readDataspace(fields: Fields): readonly number[] | undefined {
	const version = fields.u8();
	const rank = fields.u8();
	fields.skip(1);
	const type = fields.u8();
	if (version === 1) { fields.skip(4); }
	if (version === 2 && type === 2) { return undefined; }
	return Array.from({ length: rank }, () => fields.length());
}
