import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The digest in hex of a file's bytes, with `before` in front of them: how git and DVC name contents. */
export async function hashOf(path: string, algorithm: 'md5' | 'sha1' | 'sha256', before = ''): Promise<string> {
	const hash = createHash(algorithm);
	hash.update(before);
	await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
	return hash.digest('hex');
}
