import { gunzipSync, gzipSync } from 'node:zlib';
import { sha256 } from './canonical';
import { maxRecordBytes, readBounded, recordFileName } from './read';

export const packName = /^pack-([0-9a-f]{24})\.gz$/;
/** What a pack is made from at most; a month with more has several. */
export const packBytes = 24 << 20;
/** What is read: others may have made it. */
const maxPacked = 64 << 20;
const maxUnpacked = 96 << 20;
const firstLine = 'model-registry pack 1\n';

/** The bytes of record files by the files' names. */
export type Packed = ReadonlyMap<string, Uint8Array>;

export type ReadPack = { readonly is: 'pack'; readonly records: Packed } | { readonly is: 'problem'; readonly reason: string } | { readonly is: 'gone' };

/**
 * Many record files as one: gzip of a first line, then for each record a line with its file's name and length, and the file's very bytes. It is named by the
 * digest of its own bytes, so packs of two branches never collide, whatever gzip made of them; records in both are one.
 * Their order is drawn from the set, so that two packs of nearly the same records have nothing alike that git could take for a rename.
 */
export function makePack(records: Packed): { readonly name: string; readonly bytes: Uint8Array } {
	const seed = sha256([...records.keys()].sort().join('\n'));
	const order = [...records].map(([file, bytes]) => ({ file, bytes, at: sha256(seed + file) })).sort((a, b) => (a.at < b.at ? -1 : 1));
	const bytes = gzipSync(Buffer.concat([Buffer.from(firstLine), ...order.flatMap(one => [Buffer.from(`${one.file} ${one.bytes.length}\n`), one.bytes])]), { level: 9 });
	return { name: `pack-${sha256(bytes).slice(0, 24)}.gz`, bytes };
}

/** Reads a pack: bounded, never through a link, its bytes checked against the digest in its name. */
export function readPackFile(path: string, name: string): ReadPack {
	const bytes = readBounded(path, maxPacked);
	return 'is' in bytes ? bytes : openPack(name, bytes);
}

/** What the bytes of a pack hold. Each record in it is checked when it is read, as a file of its own would be. */
export function openPack(name: string, bytes: Uint8Array): ReadPack {
	const [, digest] = packName.exec(name) ?? [];
	if (!digest || !sha256(bytes).startsWith(digest)) { return problem('its bytes are not those it was written with: it was edited or damaged'); }
	let text: Buffer;
	try {
		text = gunzipSync(bytes, { maxOutputLength: maxUnpacked });
	} catch {
		// zlib's own words help nobody: the sentence below says what to do.
		return problem('it is not gzip, or unpacks to more than it may');
	}
	if (!text.subarray(0, firstLine.length).equals(Buffer.from(firstLine))) { return problem('it is not a pack of records'); }
	const records = new Map<string, Uint8Array>();
	for (let at = firstLine.length; at < text.length;) {
		const end = text.indexOf('\n', at);
		const [file = '', length = ''] = end < 0 || end - at > 80 ? [] : text.toString('latin1', at, end).split(' ');
		const size = /^\d{1,6}$/.test(length) ? Number(length) : Infinity;
		if (!recordFileName.test(file) || size > maxRecordBytes || end + 1 + size > text.length) { return problem('a record in it has no proper name or length'); }
		records.set(file, text.subarray(end + 1, end + 1 + size));
		at = end + 1 + size;
	}
	return { is: 'pack', records };
}

function problem(reason: string): ReadPack {
	return { is: 'problem', reason: `${reason}. Restore it from git` };
}
