import { windowed } from '../bytes/window';
import { damaged } from '../damaged';
import type { RangeReader } from '../format';
import { attributesOf, type AttributeValue } from './attributes';
import { readDataspace, readDatatype } from './datatype';
import { Fields, type Hdf5File } from './fields';
import { MESSAGE, messagesOf } from './header';
import { linksOf } from './links';

export const SIGNATURE = '\x89HDF\r\n\x1a\n';
const MOST_OBJECTS = 300_000;

/** One object of a file: a group, or a dataset, whose values are never read. */
export interface Hdf5Object {
	/** Of a dataset. */
	readonly shape?: readonly number[];
	readonly dtype?: string;
	readonly bytes?: number;
	readonly links: ReadonlyMap<string, number>;
	readonly attributes: ReadonlyMap<string, AttributeValue>;
}

export interface Hdf5 {
	readonly root: Hdf5Object;
	readonly rootAddress: number;
	/** Bytes that the file must have. */
	readonly end: number;
	object(address: number): Promise<Hdf5Object>;
}

/** Opens an HDF5 file for its names, shapes, types and attributes (HDF5 File Format Specification, versions 0 to 3 of the superblock). Throws RegistryError 'damaged-file'. */
export async function openHdf5(file: RangeReader): Promise<Hdf5> {
	const { h5, rootAddress, end } = await superblock(windowed(file));
	let opened = 0;
	const object = async (address: number): Promise<Hdf5Object> => {
		if (++opened > MOST_OBJECTS) { throw damaged(file, 'it holds more objects than are read'); }
		const messages = await messagesOf(h5, address);
		const space = messages.find(message => message.type === MESSAGE.dataspace);
		const type = messages.find(message => message.type === MESSAGE.datatype);
		const attributes = await attributesOf(h5, messages);
		if (!space) { return { links: await linksOf(h5, messages), attributes }; }
		const shape = readDataspace(new Fields(h5, space.data)) ?? [0];
		const datatype = type && (type.flags & 0x02) === 0 ? readDatatype(new Fields(h5, type.data)) : undefined;
		const count = shape.reduce((all, size) => all * size, 1);
		if (!Number.isSafeInteger(count)) { throw damaged(file, 'a dataset of it is larger than any'); }
		return { shape, dtype: datatype?.name ?? '?', ...(datatype ? { bytes: count * datatype.bytes } : {}), links: new Map(), attributes };
	};
	return { root: await object(rootAddress), rootAddress, end, object };
}

async function superblock(file: RangeReader): Promise<{ h5: Hdf5File; rootAddress: number; end: number }> {
	const at = await findSignature(file);
	const bytes = await file.read(at, Math.min(128, file.size - at));
	const version = bytes[8] ?? 255;
	const [offsetSize = 0, lengthSize = 0] = version <= 1 ? [bytes[13], bytes[14]] : [bytes[9], bytes[10]];
	const sizes = [2, 4, 8];
	if (version > 3 || !sizes.includes(offsetSize) || !sizes.includes(lengthSize)) { throw damaged(file, 'its first block is of a kind that is not known'); }
	const fields = new Fields({ file, base: 0, offsetSize, lengthSize }, bytes);
	fields.skip(version === 0 ? 24 : version === 1 ? 28 : 12);
	const base = fields.offset();
	fields.offset();
	const end = fields.offset();
	if (version <= 1) {
		// Then the driver's block, and the root's entry in a symbol table: name, address.
		fields.offset();
		fields.offset();
	}
	const h5: Hdf5File = { file, base: base < file.size ? base : 0, offsetSize, lengthSize };
	return { h5, rootAddress: fields.offset(), end: Number.isSafeInteger(end + h5.base) ? end + h5.base : 0 };
}

/** At 0, 512, 1024, 2048 and so on. */
async function findSignature(file: RangeReader): Promise<number> {
	for (let at = 0; at + 48 <= file.size && at <= 1 << 20; at = at === 0 ? 512 : at * 2) {
		if ((await file.read(at, 8)).toString('latin1') === SIGNATURE) { return at; }
	}
	throw damaged(file, 'it has no mark of an HDF5 file');
}
