import { parseJson } from '../parse/parseJson';
import { damaged, grouped } from './damaged';
import type { Candidate, RangeReader } from './format';

const LIMIT = 8 * 1024 * 1024;

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object in a file of the candidate; undefined where there is no such file. Throws RegistryError 'damaged-file' for anything but an object, and past `limit` bytes. */
export async function readJson(candidate: Candidate, relative?: string, limit = LIMIT): Promise<JsonRecord | undefined> {
	const text = await readText(candidate, relative, limit);
	if (text === undefined) { return undefined; }
	const where = { workspacePath: placeOf(candidate, relative) };
	let value: unknown;
	try {
		value = parseJson(text);
	} catch {
		// The parser's own words quote the file's content; ours name it.
		throw damaged(where, 'it is not valid JSON');
	}
	if (!isRecord(value)) { throw damaged(where, 'it holds no JSON object'); }
	return value;
}

/** The text of a file of the candidate, at most `limit` bytes; undefined where there is no such file. */
export async function readText(candidate: Candidate, relative?: string, limit = LIMIT): Promise<string | undefined> {
	if (relative !== undefined && candidate.isDirectory && !relative.includes('/') && !candidate.entries.includes(relative)) { return undefined; }
	const file = relative === undefined ? candidate : await candidate.inside(relative);
	if (!file || file.isDirectory) { return undefined; }
	return file.open(undefined, reader => whole(reader, limit));
}

async function whole(reader: RangeReader, limit: number): Promise<string> {
	if (reader.size > limit) { throw damaged(reader, `it is ${grouped(reader.size)} bytes long, and ${grouped(limit)} are the limit for a file of its kind`); }
	return (await reader.read(0, reader.size)).toString('utf8').replace(/^\uFEFF/, '');
}

/** Workspace path of a file of the candidate. */
export function placeOf(candidate: Candidate, relative?: string): string {
	if (relative === undefined) { return candidate.workspacePath; }
	const folder = candidate.isDirectory ? candidate.workspacePath : candidate.workspacePath.split('/').slice(0, -1).join('/');
	return folder === '' || folder === '.' ? relative : `${folder}/${relative}`;
}
