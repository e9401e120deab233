import type { Data } from '../../parse/data';
import { parsePlainToml } from './plainToml';
import { parsePlainYaml } from './plainYaml';
import { parseTolerantJson } from '../../parse/tolerantJson';

/** A JSON, TOML or YAML file as plain data, by the ending of its name; YAML unless it is one of the others. Throws RegistryError('damaged-file'). */
export function parsePlain(text: string, path: string): Data {
	if (/\.(?:json|jsonl)$/i.test(path)) { return parseTolerantJson(text, path); }
	return /\.toml$/i.test(path) ? parsePlainToml(text, path) : parsePlainYaml(text, path);
}
