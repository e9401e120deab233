import type { Data } from '../parse/data';
import { KnownNames } from '../parse/knownNames';
import { ProtoScan } from '../parse/protoScan';
import { WandbItem } from './wandbItem';
import { wandbJson } from './wandbJson';

const maxKeys = 5_000;

interface Kept { readonly name: string; bytes: Buffer; length: number; isThere: boolean }

/** A configuration or summary as its records change it: `update` 1, `remove` 2. A summary is written anew with every row, so that only what stands at the end is looked into. */
export class WandbItems {
	private readonly record = new ProtoScan();
	private readonly item = new WandbItem();
	private readonly byName = new Map<string, Kept>();
	private readonly keys = new KnownNames((name): Kept => this.key(name));

	take(bytes: Buffer, start: number, end: number): void {
		const { record, item } = this;
		for (record.of(bytes, start, end); record.next();) {
			if (record.wire !== 2 || (record.number !== 1 && record.number !== 2)) { continue; }
			item.of(bytes, record.start, record.stop);
			const kept = item.nested === undefined ? this.keys.of(bytes, item.keyAt, item.keyEnd) : this.key(item.nested);
			if (record.number === 2) { kept.isThere = false; } else if (item.jsonAt >= 0) { put(kept, bytes, item.jsonAt, item.jsonEnd); }
		}
	}

	/** What stands now; a value that is no JSON is none. */
	values(): Map<string, Data> {
		const found = new Map<string, Data>();
		for (const { name, bytes, length, isThere } of this.byName.values()) {
			const value = isThere ? wandbJson(bytes.toString('utf8', 0, length)) : undefined;
			if (value !== undefined) { found.set(name, value); }
		}
		return found;
	}

	private key(name: string): Kept {
		const kept = this.byName.get(name) ?? { name, bytes: Buffer.alloc(0), length: 0, isThere: false };
		if (this.byName.size < maxKeys) { this.byName.set(name, kept); }
		return kept;
	}
}

/** The bytes are used again by what reads them. */
function put(kept: Kept, bytes: Buffer, start: number, end: number): void {
	kept.isThere = true;
	kept.length = end - start;
	if (kept.bytes.length < kept.length) { kept.bytes = Buffer.alloc(2 * kept.length); }
	if (kept.length > 32) { bytes.copy(kept.bytes, 0, start, end); } else { for (let at = start; at < end; at++) { kept.bytes[at - start] = bytes[at] ?? 0; } }
}
