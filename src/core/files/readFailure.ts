import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from './asRegistryError';
import { lstat } from './quick';

/** As `asRegistryError` for what is only looked at, and where nothing is there: whether the path itself is, as a link that leads nowhere. */
export async function readFailure(error: unknown, path: string, shown: string): Promise<Error> {
	if (errorCode(error) !== 'ENOENT') { return asRegistryError(error, shown, 'read'); }
	const isLink = await lstat(path).then(stat => stat.isSymbolicLink(), () => false /* Nothing is there at all. */);
	return new RegistryError('not-found', { path: shown, ...(isLink ? { isLink } : {}) }, { cause: error });
}
