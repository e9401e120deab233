import { RegistryError } from './errors';

/** What was asked for, or undefined where there is none: an alias may name a version whose record isn't here. Bugs fly. */
export async function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
	try {
		return await asked;
	} catch (error) {
		if (RegistryError.is(error)) { return undefined; }
		throw error;
	}
}
