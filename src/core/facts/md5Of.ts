import { hashOf } from '../files/hashOf';

/** Some seconds of reading: more nobody waits for to learn which run made a file. */
const maxBytes = 2 * 1024 * 1024 * 1024;

/** The MD5 of a file in hex, reckoned once and only when asked for: the digest by which DVC and W&B know a file. Undefined past 2 GiB. */
export function md5Of(path: string, bytes: number): () => Promise<string | undefined> {
	let digest: Promise<string | undefined> | undefined;
	return () => digest ??= bytes > maxBytes ? Promise.resolve(undefined) : hashOf(path, 'md5');
}
