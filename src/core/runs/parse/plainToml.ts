import { parse, TomlDate, TomlError } from 'smol-toml';
import { RegistryError } from '../../errors';
import { Numeral, type Data } from '../../parse/data';

/** TOML 1.0 as plain data. `path` is only for the sentence. Throws RegistryError('damaged-file'). */
export function parsePlainToml(text: string, path: string): Data {
	try {
		return plain(parse(text, { integersAsBigInt: true, maxDepth: 100 }), spellings(text));
	} catch (error) {
		if (error instanceof TomlError) {
			throw new RegistryError('damaged-file', { path, why: `line ${error.line} is not TOML` }, { cause: error });
		}
		throw error;
	}
}

function plain(value: unknown, spelled: ReadonlyMap<number, string>): Data {
	if (typeof value === 'number') { return new Numeral(value, spelled.get(value) ?? String(value)); }
	if (typeof value === 'bigint') { return new Numeral(Number(value), String(value)); }
	if (typeof value === 'string' || typeof value === 'boolean') { return value; }
	if (value instanceof TomlDate) { return value.toISOString(); }
	if (Array.isArray(value)) { return value.map(item => plain(item, spelled)); }
	if (typeof value === 'object' && value !== null) { return new Map(Object.entries(value).map(([key, item]) => [key, plain(item, spelled)])); }
	return null;
}

/** The parser keeps no text of numbers: a value that is spelled in one way only in the whole file must be spelled so here. */
function spellings(text: string): ReadonlyMap<number, string> {
	const found = new Map<number, string | undefined>();
	for (const [written] of text.matchAll(/(?<![\w.])[-+]?\d[\d_]*(?:\.[\d_]+)?(?:[eE][-+]?\d+)?(?![\w.])/g)) {
		const value = Number(written.replaceAll('_', ''));
		found.set(value, !found.has(value) || found.get(value) === written ? written : undefined);
	}
	return new Map([...found].filter((entry): entry is [number, string] => entry[1] !== undefined));
}
