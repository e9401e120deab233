import { succeeded } from './failure';
import { refPattern, unknown } from './names';
import { runGit } from './run';

/** A folder as a commit has it. */
export interface Exported {
	readonly commit: string;
	/** Bytes by the path in the folder, with '/'. */
	readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * All files below a folder at a commit, branch or tag, as they are in the repository: no attribute or filter has a say (git-fast-import, 'Input Format').
 * One git process. Undefined where they are more than `most` bytes together. Throws 'bad-value' where git knows nothing of that name.
 */
export async function exportedAt(topLevel: string, ref: string, folder: string, most: number, signal?: AbortSignal): Promise<Exported | undefined> {
	if (!refPattern.test(ref)) { throw unknown(ref); }
	// fast-export keeps the first '--' for itself: the second tells the path from a branch of that name.
	const output = await runGit(topLevel, ['fast-export', '--no-walk', '--full-tree', '--show-original-ids', '--reencode=no', `${ref}^{commit}`, '--', '--', folder], { signal, most });
	if (output === undefined) { return undefined; }
	if (output.code !== 0 && /bad revision|unknown revision|ambiguous argument/i.test(output.stderr)) { throw unknown(ref); }
	return parseExport(succeeded(output, 'read the files of a commit', topLevel), folder);
}

/** Takes a stream of git-fast-export apart: blobs, then the commit with their paths. A name with a space or anything else that git quotes is no record, and left out. */
export function parseExport(stream: Buffer, folder: string): Exported | undefined {
	const blobs = new Map<string, Buffer>();
	const files = new Map<string, Buffer>();
	const prefix = folder === '' ? '' : `${folder}/`;
	let commit: string | undefined, kind = '', mark = '';
	for (let at = 0; at < stream.length;) {
		const end = stream.indexOf(10, at);
		const line = stream.toString('utf8', at, end < 0 ? stream.length : end);
		at = end < 0 ? stream.length : end + 1;
		const [word = '', first = '', ...rest] = line.split(' ');
		switch (word) {
			case 'blob': case 'commit': kind = word; break;
			case 'mark': mark = first; break;
			case 'original-oid': if (kind === 'commit') { commit = first; } break;
			case 'data': {
				const bytes = Number(first);
				if (kind === 'blob') { blobs.set(mark, stream.subarray(at, at + bytes)); }
				at += bytes;
				break;
			}
			case 'M': {
				const path = rest.slice(1).join(' ');
				const bytes = blobs.get(rest[0] ?? '');
				if (bytes && first.startsWith('100') && path.startsWith(prefix) && !path.startsWith('"')) { files.set(path.slice(prefix.length), bytes); }
				break;
			}
		}
	}
	return commit === undefined ? undefined : { commit, files };
}
