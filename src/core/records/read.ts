import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { sha256 } from './canonical';
import { kindNamed, type RegistryRecord } from './kinds';
import { idTime, lastSaneTime } from './ids';
import { modelKey } from './names';
import { recordSchema } from './kind';

export const maxRecordBytes = 65_536;
export const recordFileName = /^([0-7][0-9A-HJKMNP-TV-Z]{25})-([0-9a-f]{12})\.json$/;
export const monthFolder = /^\d{4}-(0[1-9]|1[0-2])$/;

/** What a file in `records/` turned out to be. Nothing is thrown: a bad file is named, and the rest of the registry works. */
export type ReadRecord =
	| { readonly is: 'record'; readonly record: RegistryRecord; readonly bytes: number }
	/** Of a kind or schema that came after this code: kept and named, not understood. */
	| { readonly is: 'newer'; readonly id: string; readonly kind: string; readonly schema: number; readonly model: string | undefined }
	| { readonly is: 'problem'; readonly reason: string }
	/** Gone since it was listed. */
	| { readonly is: 'gone' };

/** Reads one record file: at most 64 KiB, never through a link, its bytes checked against the digest in its name. */
export function readRecordFile(path: string, name: string): ReadRecord {
	const bytes = readBounded(path, maxRecordBytes);
	return 'is' in bytes ? bytes : parseRecord(name, bytes);
}

/** A regular file of at most so many bytes, or what it is instead. Never through a link. */
export function readBounded(path: string, most: number): Buffer | Extract<ReadRecord, { is: 'problem' | 'gone' }> {
	try {
		const stat = lstatSync(path);
		if (!stat.isFile()) { return { is: 'problem', reason: 'it is not a regular file' }; }
		if (stat.size > most) { return { is: 'problem', reason: `it has ${stat.size} bytes, and ${most === maxRecordBytes ? 'a record' : 'a pack'} has at most ${most}` }; }
		const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const size = fstatSync(file).size;
			const buffer = Buffer.allocUnsafe(Math.min(size, most));
			let read = 0;
			for (let got; read < buffer.length && (got = readSync(file, buffer, read, buffer.length - read, null)) > 0;) { read += got; }
			return buffer.subarray(0, read);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === 'ENOENT') { return { is: 'gone' }; }
		return { is: 'problem', reason: `it can't be read (${code ?? String(error)})` };
	}
}

/** What the bytes of a record file say. `name` is the file's own name. */
export function parseRecord(name: string, bytes: Uint8Array): ReadRecord {
	const [, id, digest] = recordFileName.exec(name) ?? [];
	if (!id || !digest) { return { is: 'problem', reason: 'it is not named like a record (ULID-digest.json)' }; }
	if (!sha256(bytes).startsWith(digest)) { return { is: 'problem', reason: 'its bytes are not those it was written with: it was edited or damaged. Restore it from git' }; }
	if (idTime(id) > lastSaneTime) { return { is: 'problem', reason: 'its name claims a time after the year 2200' }; }
	let value: unknown;
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
	try {
		value = JSON.parse(text);
	} catch {
		// The parser's own words name an offset, which helps nobody: the sentence below says what to do.
		return { is: 'problem', reason: 'it is not JSON' };
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) { return { is: 'problem', reason: 'it is not a JSON object' }; }
	if (text.includes('__proto__') && hasOwnProto(value)) { return { is: 'problem', reason: `it holds a key named '__proto__'` }; }
	const head = value as { readonly schema?: unknown; readonly id?: unknown; readonly kind?: unknown; readonly model?: unknown };
	if (head.id !== id) { return { is: 'problem', reason: 'its id is not the one in its name' }; }
	if (typeof head.schema !== 'number' || typeof head.kind !== 'string') { return { is: 'problem', reason: 'it says neither schema nor kind' }; }
	const kind = kindNamed(head.kind);
	if (head.schema > recordSchema || !kind) {
		return { is: 'newer', id, kind: head.kind.slice(0, 100), schema: head.schema, model: typeof head.model === 'string' ? modelKey(head.model.slice(0, 200)) : undefined };
	}
	const parsed = kind.schema.safeParse(value);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		return { is: 'problem', reason: `its ${issue?.path.length ? `'${issue.path.join('.').slice(0, 100)}'` : 'content'} is not as a ${kind.kind} record needs it${issue?.message ? ` (${issue.message.slice(0, 120)})` : ''}` };
	}
	return { is: 'record', record: parsed.data, bytes: bytes.byteLength };
}

function hasOwnProto(value: object): boolean {
	if (Object.hasOwn(value, '__proto__')) { return true; }
	return Object.values(value).some(inner => typeof inner === 'object' && inner !== null && hasOwnProto(inner as object));
}
