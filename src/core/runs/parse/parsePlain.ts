import type { Data } from './data';
import { parsePlainToml } from './plainToml';
import { parsePlainYaml } from './plainYaml';
import { parseTolerantJson } from './tolerantJson';

/** A YAML, JSON or TOML file as plain data, by the ending of its name. Throws RegistryError('damaged-file'). */
export function parsePlain(text: string, path: string): Data {
	if (/\.ya?ml$/i.test(path)) { return parsePlainYaml(text, path); }
	return /\.toml$/i.test(path) ? parsePlainToml(text, path) : parseTolerantJson(text, path);
}
