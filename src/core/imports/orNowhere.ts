import { RegistryError } from '../errors';
import type { FoundBytes } from './found';

/** What `find` answers. Where it fails for a reason that is the user's business, that version can't come, and the others can. */
export async function orNowhere(find: () => Promise<FoundBytes>): Promise<FoundBytes> {
	try {
		return await find();
	} catch (error) {
		if (!RegistryError.is(error) || RegistryError.is(error, 'cancelled')) { throw error; }
		return { in: 'nowhere', why: error.message };
	}
}
