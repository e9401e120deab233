import { damaged } from '../damaged';
import { blockAt, Fields, UNDEFINED, upTo, type Hdf5File } from './fields';
import { MESSAGE, type Message } from './header';
import { denseMessages } from './dense';

const MOST_LINKS = 200_000;

/** The members of a group by name: addresses of their headers. Links into other files and symbolic ones are left out. */
export async function linksOf(h5: Hdf5File, messages: readonly Message[]): Promise<ReadonlyMap<string, number>> {
	const links = new Map<string, number>();
	for (const message of messages) {
		if (message.type === MESSAGE.symbolTable) { await symbolTable(h5, new Fields(h5, message.data), links); }
		if (message.type === MESSAGE.link) { addLink(new Fields(h5, message.data), links); }
		if (message.type === MESSAGE.linkInfo) {
			const fields = new Fields(h5, message.data);
			fields.skip(1);
			if (fields.u8() & 1) { fields.skip(8); }
			const heap = fields.offset();
			const names = fields.offset();
			// Records of type 5: a hash, then the heap's id.
			if (heap !== UNDEFINED) { for (const data of await denseMessages(h5, heap, names, 4)) { addLink(new Fields(h5, data), links); } }
		}
	}
	return links;
}

/** A link message (IV.A.2.g). */
function addLink(fields: Fields, links: Map<string, number>): void {
	fields.skip(1);
	const flags = fields.u8();
	const type = flags & 0x08 ? fields.u8() : 0;
	if (flags & 0x04) { fields.skip(8); }
	if (flags & 0x10) { fields.skip(1); }
	const name = fields.text(fields.sized(1 << (flags & 3)));
	if (type === 0 && links.size < MOST_LINKS) { links.set(name, fields.offset()); }
}

/** The old way: a B-tree of symbol table nodes, whose names lie in a local heap (III.A.1, III.B, III.D). */
async function symbolTable(h5: Hdf5File, message: Fields, links: Map<string, number>): Promise<void> {
	const tree = message.offset();
	const names = await localHeap(h5, message.offset());
	const seen = new Set<number>();
	const visit = async (address: number, depth: number): Promise<void> => {
		if (depth > 32 || seen.has(address) || seen.size > MOST_LINKS) { throw damaged(h5.file, 'a group of it never ends'); }
		seen.add(address);
		const head = await upTo(h5, address, 8);
		if (head.bytes.toString('latin1', 0, 4) === 'SNOD') { return symbols(h5, address, names, links); }
		head.expect('TREE');
		head.skip(1);
		const level = head.u8();
		const count = head.u16();
		const fields = await blockAt(h5, address, 8 + 2 * h5.offsetSize + count * (h5.lengthSize + h5.offsetSize));
		fields.skip(8 + 2 * h5.offsetSize);
		for (let child = 0; child < count; child++) {
			fields.skip(h5.lengthSize);
			await visit(fields.offset(), level === 0 ? depth + 30 : depth + 1);
		}
	};
	await visit(tree, 0);
}

async function symbols(h5: Hdf5File, address: number, names: Buffer, links: Map<string, number>): Promise<void> {
	const head = await upTo(h5, address, 8);
	head.skip(6);
	const count = head.u16();
	const fields = await blockAt(h5, address, 8 + count * (2 * h5.offsetSize + 24));
	fields.skip(8);
	for (let symbol = 0; symbol < count; symbol++) {
		const nameAt = fields.offset();
		const target = fields.offset();
		const cached = fields.u32();
		fields.skip(20);
		if (cached === 2 || nameAt >= names.length || links.size >= MOST_LINKS) { continue; }
		const end = names.indexOf(0, nameAt);
		links.set(names.toString('utf8', nameAt, end < 0 ? names.length : end), target);
	}
}

async function localHeap(h5: Hdf5File, address: number): Promise<Buffer> {
	const head = await upTo(h5, address, 8 + 2 * h5.lengthSize + h5.offsetSize);
	head.expect('HEAP');
	head.skip(4);
	const size = head.length();
	head.length();
	return (await blockAt(h5, head.offset(), size)).bytes;
}
