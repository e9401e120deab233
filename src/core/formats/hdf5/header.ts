import { damaged } from '../damaged';
import { blockAt, upTo, Fields, type Hdf5File } from './fields';

/** What an object header says: its messages by type (HDF5 File Format Specification, IV.A). */
export interface Message { readonly type: number; readonly flags: number; readonly data: Buffer }

export const MESSAGE = { dataspace: 0x01, linkInfo: 0x02, datatype: 0x03, link: 0x06, attribute: 0x0c, continuation: 0x10, symbolTable: 0x11, attributeInfo: 0x15 } as const;

const MOST_MESSAGES = 100_000;
const MOST_BLOCKS = 1000;

/** The messages of the object at an address, through all its continuations. */
export async function messagesOf(h5: Hdf5File, address: number): Promise<readonly Message[]> {
	const prefix = await upTo(h5, address, 64);
	const second = prefix.bytes.toString('latin1', 0, 4) === 'OHDR';
	const { flags, start, size } = second ? secondVersion(prefix) : firstVersion(prefix);
	const messages: Message[] = [];
	const blocks: [address: number, length: number][] = [[address + start, size]];
	for (let block = 0; block < blocks.length; block++) {
		if (block > MOST_BLOCKS) { throw damaged(h5.file, 'the header of an object never ends'); }
		const [from, length] = blocks[block] ?? [0, 0];
		const fields = await blockAt(h5, from, length);
		const continued = second && block > 0;
		if (continued) { fields.expect('OCHK'); }
		// A checksum ends every block of the second version but the first, whose size doesn't count it.
		const end = fields.bytes.length - (continued ? 4 : 0);
		while (fields.at + (second ? 4 : 8) <= end) {
			const message = readMessage(fields, second, (flags & 0x04) !== 0);
			if (messages.push(message) > MOST_MESSAGES) { throw damaged(h5.file, 'the header of an object never ends'); }
			if (message.type === MESSAGE.continuation) {
				const next = new Fields(h5, message.data);
				blocks.push([next.offset(), next.length()]);
			}
		}
	}
	return messages;
}

interface Prefix { readonly flags: number; readonly start: number; readonly size: number }

function firstVersion(fields: Fields): Prefix {
	if (fields.u8() !== 1) { throw damaged(fields.h5.file, 'an object of it has no header'); }
	fields.skip(7);
	const size = fields.u32();
	return { flags: 0, start: 16, size };
}

function secondVersion(fields: Fields): Prefix {
	fields.skip(4);
	if (fields.u8() !== 2) { throw damaged(fields.h5.file, 'an object of it has a header of a version that is not known'); }
	const flags = fields.u8();
	if (flags & 0x20) { fields.skip(16); }
	if (flags & 0x10) { fields.skip(4); }
	const size = fields.sized(1 << (flags & 3));
	return { flags, start: fields.at, size };
}

function readMessage(fields: Fields, second: boolean, ordered: boolean): Message {
	const type = second ? fields.u8() : fields.u16();
	const size = fields.u16();
	const flags = fields.u8();
	if (!second) { fields.skip(3); } else if (ordered) { fields.skip(2); }
	return { type, flags, data: fields.take(size) };
}
