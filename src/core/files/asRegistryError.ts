import { RegistryError } from '../errors';

/** What the operating system's error names mean, in words that fit behind "can't be read: ". */
const words: Readonly<Record<string, string>> = {
	EACCES: 'permission denied', EPERM: 'the operation is not permitted', EROFS: 'the file system is read-only',
	EIO: 'the disk reported an error', EMFILE: 'too many files are open', ENFILE: 'too many files are open', ENOTDIR: 'a part of the path is not a folder',
	EBUSY: 'it is in use', ETXTBSY: 'it is in use', EFBIG: 'it is larger than the file system allows', ENXIO: 'no device is behind it',
	EEXIST: 'something of that name is there already', EISDIR: 'it is a folder', ENOTEMPTY: 'the folder is not empty', EMLINK: 'it has too many links', ENODEV: 'no device is behind it', ESTALE: 'the network share was lost',
	ETIMEDOUT: 'the network share does not answer', EHOSTDOWN: 'the network share does not answer', EXDEV: 'it lies on another disk', UNKNOWN: 'the system gave no reason',
};

/** The errno name (`ENOENT`) of a failed system call, if `error` is one. */
export function errorCode(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Turns a failed system call on `path` into the `RegistryError` that tells the user. A `RegistryError` passes as it is, and so does
 * everything that isn't a system call: bugs fly. `doing` decides what a missing permission means.
 */
export function asRegistryError(error: unknown, path: string, doing: 'read' | 'write' = 'write'): Error {
	const code = errorCode(error);
	if (code === undefined) { return error instanceof Error ? error : new Error(String(error)); }
	const options = { cause: error };
	switch (code) {
		case 'ENOENT': return new RegistryError('not-found', { path }, options);
		case 'ENOSPC': case 'EDQUOT': return new RegistryError('disk-full', { path }, options);
		case 'ELOOP': return new RegistryError('link-loop', { path }, options);
		case 'ENAMETOOLONG': return new RegistryError('bad-path', { path, why: 'its name is longer than the file system allows' }, options);
		case 'EINVAL': case 'EBADF': case 'EFAULT': return error as Error;
		default: return new RegistryError(doing === 'read' ? 'unreadable' : 'unwritable', { path, why: words[code] ?? code }, options);
	}
}
