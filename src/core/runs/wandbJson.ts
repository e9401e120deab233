import { RegistryError } from '../errors';
import { Numeral, type Data } from '../parse/data';
import { parseTolerantJson } from '../parse/tolerantJson';

/** A `value_json` of a `.wandb` file; undefined for what is no JSON. */
export function wandbJson(json: string): Data | undefined {
	if (/^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(json)) { return new Numeral(Number(json), json); }
	try {
		return parseTolerantJson(json, '');
	} catch (error) {
		// The chunk's checksum was right: a value that the writer itself spoilt is no value.
		if (error instanceof RegistryError) { return undefined; }
		throw error;
	}
}
