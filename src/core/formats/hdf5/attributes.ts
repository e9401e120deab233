import { readDataspace, readDatatype, type Datatype } from './datatype';
import { blockAt, Fields, UNDEFINED, upTo, type Hdf5File } from './fields';
import { MESSAGE, type Message } from './header';
import { denseMessages } from './dense';

export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];

const MOST_VALUES = 100_000;
const MOST_TEXT = 16 * 1024 * 1024;

/** The attributes of an object by name: those in its header, and those that were too many for it (IV.A.2.m, .v). */
export async function attributesOf(h5: Hdf5File, messages: readonly Message[]): Promise<ReadonlyMap<string, AttributeValue>> {
	const found = new Map<string, AttributeValue>();
	const inHeader = messages.filter(message => message.type === MESSAGE.attribute && (message.flags & 0x02) === 0).map(message => message.data);
	const info = messages.find(message => message.type === MESSAGE.attributeInfo);
	for (const data of [...inHeader, ...info ? await denseAttributes(h5, info) : []]) {
		const attribute = await readAttribute(h5, new Fields(h5, data));
		if (attribute) { found.set(...attribute); }
	}
	return found;
}

async function denseAttributes(h5: Hdf5File, info: Message): Promise<readonly Buffer[]> {
	const fields = new Fields(h5, info.data);
	fields.skip(1);
	if (fields.u8() & 1) { fields.skip(2); }
	const heap = fields.offset();
	const names = fields.offset();
	// Records of type 8: the heap's id, then flags, order and hash.
	return heap === UNDEFINED ? [] : denseMessages(h5, heap, names, 0);
}

async function readAttribute(h5: Hdf5File, fields: Fields): Promise<[string, AttributeValue] | undefined> {
	const version = fields.u8();
	const flags = fields.u8();
	const [nameSize, typeSize, spaceSize] = [fields.u16(), fields.u16(), fields.u16()];
	if (version === 3) { fields.skip(1); }
	const padded = (size: number): number => version === 1 ? Math.ceil(size / 8) * 8 : size;
	const name = fields.text(padded(nameSize));
	const typeBytes = fields.take(padded(typeSize));
	const spaceBytes = fields.take(padded(spaceSize));
	// A type that is shared with other objects lies elsewhere: no writer of models does that.
	if (version > 1 && flags & 3) { return undefined; }
	const value = await readValues(h5, fields, readDatatype(new Fields(h5, typeBytes)), readDataspace(new Fields(h5, spaceBytes)));
	return value === undefined ? undefined : [name, value];
}

async function readValues(h5: Hdf5File, fields: Fields, type: Datatype, shape: readonly number[] | undefined): Promise<AttributeValue | undefined> {
	if (!shape || type.name === '?' || type.bytes === 0) { return undefined; }
	const count = shape.reduce((all, size) => all * size, 1);
	if (count > MOST_VALUES || count * type.bytes > fields.left) { return undefined; }
	const values: (string | number | boolean)[] = [];
	for (let at = 0; at < count; at++) {
		const value = type.name === 'vlen-text' ? await globalText(h5, fields) : scalar(fields.take(type.bytes), type);
		if (value === undefined) { return undefined; }
		values.push(value);
	}
	return shape.length === 0 ? values[0] : values;
}

function scalar(bytes: Buffer, { name, bigEndian }: Datatype): string | number | boolean | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const little = !bigEndian;
	switch (name) {
		case 'text': return bytes.toString('utf8').replace(/[\0 ]+$/, '');
		case 'BOOL': return bytes[0] !== 0;
		case 'I8': return view.getInt8(0);
		case 'U8': return view.getUint8(0);
		case 'I16': return view.getInt16(0, little);
		case 'U16': return view.getUint16(0, little);
		case 'I32': return view.getInt32(0, little);
		case 'U32': return view.getUint32(0, little);
		case 'I64': return Number(view.getBigInt64(0, little));
		case 'U64': return Number(view.getBigUint64(0, little));
		case 'F32': return view.getFloat32(0, little);
		case 'F64': return view.getFloat64(0, little);
		default: return undefined;
	}
}

/** Text of any length lies in a global heap: its length, the heap's address, the number of the object in it (III.E). */
async function globalText(h5: Hdf5File, fields: Fields): Promise<string | undefined> {
	const length = fields.u32();
	const address = fields.offset();
	const wanted = fields.u32();
	if (length === 0) { return ''; }
	if (address === UNDEFINED || length > MOST_TEXT) { return undefined; }
	const head = await upTo(h5, address, 8 + h5.lengthSize);
	head.expect('GCOL');
	head.skip(4);
	const heap = await blockAt(h5, address, head.length());
	heap.skip(8 + h5.lengthSize);
	while (heap.left >= 8 + h5.lengthSize) {
		const index = heap.u16();
		heap.skip(6);
		const size = heap.length();
		if (index === 0) { return undefined; }
		if (index === wanted) { return heap.text(Math.min(size, length)); }
		heap.skip(Math.min(heap.left, Math.ceil(size / 8) * 8));
	}
	return undefined;
}
