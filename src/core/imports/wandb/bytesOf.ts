import { posix } from 'node:path';
import { flawOf } from '../../artifacts/relativePath';
import type { WorkspacePath } from '../../model';
import type { RunFolder } from '../../runs/reader';
import { shownUri } from '../shownUri';
import type { FoundBytes } from '../found';
import type { LoggedArtifact } from './artifactLog';

/**
 * Where the bytes of an artifact are in this workspace: W&B copies what is logged to a place outside, and names only digests and sizes, so its files
 * are those that have them. `run` is the workspace path of the run's folder, `local` the files by MD5.
 */
export async function bytesOf(artifact: LoggedArtifact, run: WorkspacePath, local: ReadonlyMap<string, readonly WorkspacePath[]>, root: RunFolder): Promise<FoundBytes> {
	const { files, name } = artifact;
	if (files.length === 0) { return nowhere(`The log of its run doesn't list its files. Download it with 'wandb artifact get', and register it by hand.`); }
	const reference = files.find(file => file.reference);
	if (reference) { return nowhere(`It only refers to files elsewhere (${shownUri(reference.path)}). Bring them here, and register them by hand.`); }
	const flawed = files.map(file => ({ file, why: flawOf(file.path) })).find(({ why }) => why !== undefined);
	if (flawed) { return nowhere(`It names a file '${shownUri(flawed.file.path)}', and ${flawed.why}; so nothing of it is taken.`); }
	const missing = files.filter(file => !local.has(file.md5));
	if (missing.length > 0) {
		return nowhere(`${missing.length === files.length ? 'Its bytes aren\'t' : `${missing.length} of its ${files.length} files aren't`} in this workspace folder (${shownUri(missing[0]?.path ?? '')}). Run 'wandb artifact get' for it here, and import again.`);
	}
	const [first] = files;
	if (files.length === 1 && first) { return { in: 'workspace', path: nearest(local.get(first.md5) ?? [], first.path) }; }
	const folder = await wholeFolder(files, local, root);
	if (folder !== undefined) { return { in: 'workspace', path: folder }; }
	const path = posix.join(run, 'artifacts', name.replace(/[^\w.-]+/g, '-') || 'artifact');
	return {
		in: 'pieces', path, beside: [], from: `${files.length} files of the workspace`,
		pieces: files.map(file => ({ path: `${path}/${file.path}`, bytes: file.bytes, from: { at: nearest(local.get(file.md5) ?? [], file.path), md5: file.md5 } })),
	};
}

const nowhere = (why: string): FoundBytes => ({ in: 'nowhere', why });

/** Of files with the same bytes the one that is called so. */
function nearest(paths: readonly WorkspacePath[], path: string): WorkspacePath {
	return paths.find(one => one === path || one.endsWith(`/${path}`)) ?? paths.find(one => posix.basename(one) === posix.basename(path)) ?? paths[0] ?? path;
}

/** A folder that holds these files in their places, and no others. */
async function wholeFolder(files: LoggedArtifact['files'], local: ReadonlyMap<string, readonly WorkspacePath[]>, root: RunFolder): Promise<WorkspacePath | undefined> {
	const [first] = files;
	const bases = (local.get(first?.md5 ?? '') ?? []).filter(path => path.endsWith(`/${first?.path ?? ''}`)).map(path => path.slice(0, -(first?.path.length ?? 0) - 1));
	for (const base of bases) {
		if (!files.every(file => local.get(file.md5)?.includes(`${base}/${file.path}`))) { continue; }
		if (await countFiles(await root.folder(base), files.length, 0) === files.length) { return base; }
	}
	return undefined;
}

/** Files in a folder and below it; gives up past `most`. */
async function countFiles(folder: RunFolder | undefined, most: number, depth: number): Promise<number> {
	if (!folder || depth > 32) { return 0; }
	let count = folder.files.length;
	for (const name of folder.folders) {
		if (count > most) { break; }
		count += await countFiles(await folder.folder(name), most, depth + 1);
	}
	return count;
}
