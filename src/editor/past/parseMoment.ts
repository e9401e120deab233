import { RegistryError } from '../../core/errors';
import type { Moment } from '../../core/verbs/past';
import { parseInstant } from '../../core/present/instant';

/** What somebody typed as a day or time, or as a name of git. A day means its end. Undefined where nothing was typed, or an impossible day. */
export function parseMoment(text: string): Moment | undefined {
	const plain = text.trim();
	if (plain === '') { return undefined; }
	if (!/^\d{4}-\d/.test(plain)) { return { ref: plain }; }
	try {
		return { at: parseInstant('', plain, 'last') };
	} catch (error) {
		if (RegistryError.is(error)) { return undefined; }
		throw error;
	}
}
