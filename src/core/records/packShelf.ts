import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { readPackFile, type Packed, type ReadPack } from './pack';
import { parseRecord, readRecordFile, type ReadRecord } from './read';
import { listMonth, packsOf } from './scan';

/** Unpacked bytes that are kept for the next reading. */
const mostKept = 64 << 20;

/** The records of a folder, wherever they are: in files of their own, or in packs. A pack's name says its content, so what was read of one stays true. */
export class PackShelf {
	/** The last used is the last. */
	readonly #kept = new Map<string, { readonly records: Packed; readonly bytes: number }>();
	/** Names of the files in each pack that was ever read: which one to unpack again for a record. */
	readonly #names = new Map<string, ReadonlySet<string>>();
	/** What can't be read, while its file stays as it is: it isn't read again for every record of its month. */
	readonly #bad = new Map<string, { readonly mark: string; readonly read: ReadPack }>();

	constructor(private readonly records: string) {}

	open(month: string, name: string): ReadPack {
		const key = `${month}/${name}`;
		const kept = this.#kept.get(key);
		if (kept) {
			this.#kept.delete(key);
			this.#kept.set(key, kept);
			return { is: 'pack', records: kept.records };
		}
		const path = join(this.records, month, name);
		const mark = markOf(path);
		const bad = this.#bad.get(key);
		if (bad?.mark === mark) { return bad.read; }
		const read = readPackFile(path, name);
		if (read.is === 'pack') { this.#keep(key, read.records); } else if (read.is === 'problem') { this.#bad.set(key, { mark, read }); }
		return read;
	}

	/** A record by the name of its file. 'gone' where neither a file nor a pack of its month has it. */
	read(month: string, file: string): ReadRecord {
		const own = readRecordFile(join(this.records, month, file), file);
		return own.is === 'record' || own.is === 'newer' ? own : this.packed(month, file) ?? own;
	}

	/** As `read`, of packs only. */
	packed(month: string, file: string): ReadRecord | undefined {
		for (const name of packsOf(listMonth(this.records, month))) {
			if (this.#names.get(`${month}/${name}`)?.has(file) === false) { continue; }
			const pack = this.open(month, name);
			const bytes = pack.is === 'pack' ? pack.records.get(file) : undefined;
			if (bytes) { return parseRecord(file, bytes); }
		}
		return undefined;
	}

	/** Names of all records of a month, whether in files or packs, sorted. What can't be read is among them when it has a file. */
	files(month: string): readonly string[] {
		const names = listMonth(this.records, month);
		const packs = new Set(packsOf(names));
		const packed = [...packs].flatMap(name => { const pack = this.open(month, name); return pack.is === 'pack' ? [...pack.records.keys()] : []; });
		return [...new Set([...names.filter(name => !packs.has(name)), ...packed])].sort();
	}

	#keep(key: string, records: Packed): void {
		const bytes = [...records.values()].reduce((sum, one) => sum + one.length, 0);
		this.#kept.set(key, { records, bytes });
		this.#names.set(key, new Set(records.keys()));
		let all = [...this.#kept.values()].reduce((sum, one) => sum + one.bytes, 0);
		for (const [oldest, { bytes: freed }] of this.#kept) {
			if (all <= mostKept || oldest === key) { break; }
			this.#kept.delete(oldest);
			all -= freed;
		}
	}
}

function markOf(path: string): string {
	const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
	return stat ? `${stat.mtimeNs} ${stat.ctimeNs} ${stat.size}` : '';
}
