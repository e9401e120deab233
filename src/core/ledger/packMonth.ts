import { readFileSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fsyncFolder, writeAtomic } from '../files/atomic';
import { errorCode } from '../files/asRegistryError';
import { makePack, openPack, packBytes, readPackFile } from '../records/pack';
import { parseRecord, readBounded, maxRecordBytes, recordFileName } from '../records/read';
import { listMonth, packsOf } from '../records/scan';

/** What packing a month did. */
export interface PackedMonth {
	readonly month: string;
	readonly records: number;
	/** Names of the packs that hold them now. */
	readonly packs: readonly string[];
	/** Files that went into them: records, and packs that were there. */
	readonly removed: number;
	/** Bytes of files before and after. */
	readonly before: number;
	readonly after: number;
}

interface Found { readonly records: ReadonlyMap<string, Uint8Array>; readonly loose: readonly string[]; readonly packs: readonly string[]; readonly bytes: number }

/** What of a month can be packed. What can't be read stays where it is: it is named in the problems. */
export function packable(folder: string, month: string): Found {
	const names = listMonth(folder, month);
	const records = new Map<string, Uint8Array>();
	const packs: string[] = [];
	let bytes = 0;
	for (const name of packsOf(names)) {
		const read = readPackFile(join(folder, month, name), name);
		if (read.is !== 'pack') { continue; }
		packs.push(name);
		bytes += readFileSync(join(folder, month, name)).length;
		for (const [file, text] of read.records) { if (isRecord(file, text)) { records.set(file, text); } }
	}
	const loose: string[] = [];
	for (const name of names) {
		if (!recordFileName.test(name)) { continue; }
		const text = readBounded(join(folder, month, name), maxRecordBytes);
		if ('is' in text || !isRecord(name, text)) { continue; }
		loose.push(name);
		records.set(name, text);
		bytes += text.length;
	}
	return { records, loose, packs, bytes };
}

function isRecord(file: string, bytes: Uint8Array): boolean {
	return ['record', 'newer'].includes(parseRecord(file, bytes).is);
}

/**
 * Packs the records of a month into one file (several where they are very many), and takes the files away that went into it. No record is ever without a file that
 * holds it: the pack is written, synced, and read again before anything is removed. Undefined where there is nothing to gain. Nobody else may write meanwhile.
 */
export async function packMonth(folder: string, month: string): Promise<PackedMonth | undefined> {
	const { records, loose, packs, bytes } = packable(folder, month);
	if (loose.length + packs.length < 2) { return undefined; }
	const made: string[] = [];
	let after = 0;
	for (const part of parts(records)) {
		const pack = makePack(part);
		const path = join(folder, month, pack.name);
		await writeAtomic(path, pack.bytes);
		const written = openPack(pack.name, readFileSync(path));
		const isWhole = written.is === 'pack' && [...part].every(([file, text]) => Buffer.from(text).equals(written.records.get(file) ?? Buffer.alloc(0)));
		if (!isWhole) { throw new Error(`The pack ${pack.name} doesn't hold what was put into it; nothing was removed`); }
		made.push(pack.name);
		after += pack.bytes.length;
	}
	const removed = [...loose, ...packs.filter(name => !made.includes(name))];
	for (const name of removed) {
		await unlink(join(folder, month, name)).catch((error: unknown) => { if (errorCode(error) !== 'ENOENT') { throw error; } });
	}
	await fsyncFolder(join(folder, month));
	return { month, records: records.size, packs: made, removed: removed.length, before: bytes, after };
}

/** The records in the order of their ids, cut where a pack would become too large. */
function parts(records: ReadonlyMap<string, Uint8Array>): readonly ReadonlyMap<string, Uint8Array>[] {
	const all: Map<string, Uint8Array>[] = [];
	let size = Infinity;
	for (const [file, bytes] of [...records].sort(([a], [b]) => (a < b ? -1 : 1))) {
		if (size + bytes.length > packBytes) { all.push(new Map()); size = 0; }
		all.at(-1)?.set(file, bytes);
		size += bytes.length;
	}
	return all;
}
