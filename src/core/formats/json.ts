import { damaged, grouped } from './damaged';
import type { Candidate, RangeReader } from './format';

const LIMIT = 8 * 1024 * 1024;

export type JsonRecord = Readonly<Record<string, unknown>>;

/** No tool nests deeper, and what walks the value need not mind its stack. */
const MOST_DEPTH = 200;

/** JSON as Python writes it: with bare NaN, Infinity and -Infinity. Throws SyntaxError, for what is nested too deep as well. */
export function parseJson(text: string): unknown {
	if (isDeep(text)) { throw new SyntaxError('The JSON is nested too deep.'); }
	try {
		return JSON.parse(text);
	} catch (error) {
		if (!/\bNaN\b|\bInfinity\b/.test(text)) { throw error; }
	}
	// Strings are matched first, so that a token inside one stays as it is. 1e999 is how JSON can spell infinity.
	const spelled = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, token => token === 'NaN' ? `"${NOT_A_NUMBER}"` : token.endsWith('Infinity') && !token.startsWith('"') ? token.replace('Infinity', '1e999') : token);
	return JSON.parse(spelled, (_key, value: unknown) => value === NOT_A_NUMBER ? NaN : value);
}
const NOT_A_NUMBER = '\u0000NaN';

function isDeep(text: string): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		switch (text.charCodeAt(at)) {
			case 0x5b: case 0x7b: if (++depth > MOST_DEPTH) { return true; } break;
			case 0x5d: case 0x7d: depth--; break;
			case 0x22:
				// To the string's end, past whatever it escapes.
				for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++) { if (text.charCodeAt(at) === 0x5c) { at++; } }
		}
	}
	return false;
}

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
