import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { RegistryError } from '../../errors';
import { asRegistryError } from '../../files/asRegistryError';

export interface Md5 {
	/** Hex. */
	readonly asIs: string;
	/** With CRLF as LF, as DVC before 3 hashed text (dvc_data/hashfile/hash.py, `dos2unix`); the same as `asIs` for what isn't text. */
	readonly withUnixLineEnds: string;
	readonly bytes: number;
}

const chunk = 1024 * 1024;
/** How much of a file DVC looks at to tell text from bytes (dvc_data/hashfile/istextfile.py). */
const looked = 512;
const textByte = new Uint8Array(256).map((_, byte) => (byte >= 32 && byte < 127) || [8, 9, 10, 12, 13].includes(byte) ? 1 : 0);

/** The MD5 of a regular file, in one pass. `shown` is its name for sentences. Throws 'unreadable', 'not-found', 'not-a-file', 'cancelled'. */
export async function md5OfFile(path: string, shown: string, signal?: AbortSignal): Promise<Md5> {
	const [asIs, unix] = [createHash('md5'), createHash('md5')];
	try {
		const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		try {
			if (!(await file.stat()).isFile()) { throw new RegistryError('not-a-file', { path: shown, what: 'neither a file nor a folder' }); }
			const buffer = Buffer.allocUnsafe(chunk);
			let bytes = 0, text = false, held = false;
			for (;;) {
				if (signal?.aborted) { throw new RegistryError('cancelled', { what: `Reading ${shown}` }); }
				const { bytesRead } = await file.read(buffer, 0, chunk, bytes);
				if (bytesRead === 0) { break; }
				const part = buffer.subarray(0, bytesRead);
				if (bytes === 0) { text = isText(part.subarray(0, looked)); }
				asIs.update(part);
				if (text) { held = updateUnix(unix, part, held); }
				bytes += bytesRead;
			}
			if (held) { unix.update('\r'); }
			const digest = asIs.digest('hex');
			return { asIs: digest, withUnixLineEnds: text ? unix.digest('hex') : digest, bytes };
		} finally {
			await file.close();
		}
	} catch (error) {
		throw asRegistryError(error, shown, 'read');
	}
}

/** As DVC tells it: no NUL, and at most three of ten bytes that are no printable ASCII. */
function isText(head: Buffer): boolean {
	const others = head.reduce((count, byte) => count + (textByte[byte] ? 0 : 1), 0);
	return !head.includes(0) && others / Math.max(1, head.length) <= 0.3;
}

/** Hashes a part without the CR of its CRLFs. Answers whether a CR at its end waits for what comes next. */
function updateUnix(hash: ReturnType<typeof createHash>, part: Buffer, held: boolean): boolean {
	if (held && part[0] !== 10) { hash.update('\r'); }
	let from = 0;
	for (let at = part.indexOf('\r\n'); at >= 0; at = part.indexOf('\r\n', at + 1)) {
		hash.update(part.subarray(from, at));
		from = at + 1;
	}
	const ends = part[part.length - 1] === 13;
	hash.update(part.subarray(from, part.length - (ends ? 1 : 0)));
	return ends;
}
