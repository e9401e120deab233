import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RegistryError } from '../errors';
import type { ArtifactFile, Digest } from '../model';
import { byteKey, sortedByPath } from './sorted';

export type ManifestEntry = Pick<ArtifactFile, 'path' | 'sha256'>;

/**
 * The manifest of a folder: one line per file, `<sha256>  <path>`, in the byte order of the paths. It is what
 * `sha256sum` prints and `sha256sum -c` checks (GNU coreutils manual, 'cksum output modes' and 'md5sum invocation').
 */
export function manifestOf(files: readonly ManifestEntry[]): string {
	const keyed = files.map(file => ({ key: byteKey(file.path), file }));
	keyed.sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
	return keyed.map(({ file }) => lineOf(file)).join('');
}

/** The digest of a folder: the SHA-256 of its manifest's UTF-8 bytes. The same as hashing `manifestOf(files)`, in small steps. */
export async function manifestDigest(files: readonly ManifestEntry[]): Promise<Digest> {
	const hash = createHash('sha256');
	const sorted = await sortedByPath(files);
	for (let start = 0; start < sorted.length; start += 8192) {
		hash.update(sorted.slice(start, start + 8192).map(lineOf).join(''), 'utf8');
		await nextTurn();
	}
	return hash.digest('hex');
}

/** A line begins with a backslash where a name had to be escaped. */
function lineOf({ path, sha256 }: ManifestEntry): string {
	const escaped = path.replace(/[\\\n\r]/g, character => character === '\n' ? '\\n' : character === '\r' ? '\\r' : '\\\\');
	return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
}

/** The inverse of `manifestOf`. Throws 'damaged-file' naming `name` and the line for anything that `manifestOf` doesn't write. */
export function parseManifest(text: string, name = 'The manifest'): ManifestEntry[] {
	const fail = (line: number, why: string) => new RegistryError('damaged-file', { path: name, why: `line ${line} ${why}` });
	if (text !== '' && !text.endsWith('\n')) { throw fail(text.split('\n').length, 'is cut off'); }
	const entries = text.split('\n').slice(0, -1).map((line, index): ManifestEntry => {
		const found = /^(\\?)([0-9a-f]{64}) {2}([^\r]+)$/.exec(line);
		if (!found) { throw fail(index + 1, 'is not a digest, two spaces and a path'); }
		const [, mark = '', sha256 = '', written = ''] = found;
		const path = mark ? written.replace(/\\(.)/g, (pair, character: string) => ({ '\\': '\\', n: '\n', r: '\r' })[character] ?? pair) : written;
		return { sha256, path };
	});
	const twice = entries.findIndex((entry, index) => entry.path === entries[index - 1]?.path);
	if (twice >= 0) { throw fail(twice + 1, 'names the path of the line before it again'); }
	if (manifestOf(entries) !== text) { throw fail(1, 'and those after it are not in the order or the writing of a manifest'); }
	return entries;
}
