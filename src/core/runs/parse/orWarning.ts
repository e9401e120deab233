import { RegistryError } from '../../errors';
import type { Warning } from '../../model';

/** What `read` answers; where it fails for a reason that is the user's business, undefined, and one more of `warnings`. */
export async function orWarning<T>(warnings: Warning[], read: () => Promise<T>): Promise<T | undefined> {
	try {
		return await read();
	} catch (error) {
		if (!RegistryError.is(error) || RegistryError.is(error, 'cancelled')) { throw error; }
		warnings.push({ code: error.reason, message: error.message });
		return undefined;
	}
}
