import { gunzip, gzip } from 'node:zlib';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RegistryError } from '../errors';
import { writeAtomic } from '../files/atomic';
import { lstat, readFile } from '../files/quick';
import type { Digest, Json } from '../model';
import { sha256 } from './canonical';

/** What a gzipped part may weigh in git, and what it may unpack to. */
const maxPacked = 1 << 20;
const maxUnpacked = 64 << 20;
/** What all parts of one text may unpack to: a record can name a part as often as it likes. */
const maxText = 256 << 20;
/** Text is cut here, so that even what doesn't compress stays under the limit of a part. */
const partBytes = 1_000_000;

const zip = promisify(gzip);
const unzip = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/**
 * Small content-addressed files that records point to. A part is named by the SHA-256 of what it unpacks to, so equal lists
 * of different versions are one file, whatever gzip made of them. `elsewhere` is asked for a part, by its path in the folder, that isn't there.
 */
export function evidenceFolder(folder: string, elsewhere: (path: string) => Promise<Buffer | undefined> = async () => undefined) {
	const pathOf = (digest: Digest) => join(folder, digest.slice(0, 2), `${digest.slice(2)}.gz`);

	async function writePart(text: Buffer): Promise<Digest> {
		const digest = sha256(text);
		const path = pathOf(digest);
		if (!(await exists(path))) { await writeAtomic(path, await zip(text, { level: 9 })); }
		return digest;
	}

	async function packed(path: string, digest: Digest): Promise<Buffer> {
		const stat = await lstat(path).catch(() => undefined /* Not here. */);
		if (!stat) {
			const found = await elsewhere(`${digest.slice(0, 2)}/${digest.slice(2)}.gz`);
			if (!found || found.length > maxPacked) { throw new RegistryError('not-found', { path }); }
			return found;
		}
		if (!stat.isFile() || stat.size > maxPacked) { throw new RegistryError('damaged-file', { path, why: `it has ${stat.size} bytes, and evidence has at most ${maxPacked}` }); }
		return readFile(path);
	}

	async function readPart(digest: Digest): Promise<Buffer> {
		const path = pathOf(digest);
		const text = await unzip(await packed(path, digest), { maxOutputLength: maxUnpacked })
			.catch((cause: unknown) => { throw new RegistryError('damaged-file', { path, why: 'it is not gzip, or unpacks to more than it may' }, { cause }); });
		if (sha256(text) !== digest) { throw new RegistryError('damaged-file', { path, why: 'its content is not what its name says' }); }
		return text;
	}

	return {
		async writeText(text: string): Promise<readonly Digest[]> {
			const bytes = Buffer.from(text);
			const parts: Digest[] = [];
			for (let at = 0; at < bytes.length || at === 0; at += partBytes) { parts.push(await writePart(bytes.subarray(at, at + partBytes))); }
			return parts;
		},
		async readText(parts: readonly Digest[]): Promise<string> {
			const read: Buffer[] = [];
			let bytes = 0;
			for (const part of parts) {
				const text = await readPart(part);
				bytes += text.length;
				if (bytes > maxText) { throw new RegistryError('damaged-file', { path: pathOf(part), why: `with the parts before it, it unpacks to more than ${maxText >> 20} MiB` }); }
				read.push(text);
			}
			return Buffer.concat(read).toString('utf8');
		},
		writeJson(value: Json): Promise<readonly Digest[]> {
			return this.writeText(JSON.stringify(value));
		},
		/** The caller parses what comes back: evidence comes from other people's branches. */
		async readJson(parts: readonly Digest[]): Promise<unknown> {
			const text = await this.readText(parts);
			try {
				return JSON.parse(text);
			} catch (cause) {
				throw new RegistryError('damaged-file', { path: pathOf(parts[0] ?? ''), why: 'it is not JSON' }, { cause });
			}
		},
	};
}

export type EvidenceFolder = ReturnType<typeof evidenceFolder>;

async function exists(path: string): Promise<boolean> {
	return lstat(path).then(stat => stat.isFile(), () => false);
}
