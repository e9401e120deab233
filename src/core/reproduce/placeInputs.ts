import { constants, cp, lstat, mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { within } from '../artifacts/place';
import type { ArtifactStore } from '../artifacts/store';
import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import type { Input } from '../model';
import { plainLine } from '../present/plain';
import { workspacePathFault } from '../records/paths';

/**
 * Puts data and base models that a version came from into a workspace where its code was opened, from the user's own: copied where the file system can't
 * clone. Only what isn't there, and whose bytes are the recorded ones where their digest is on record. What is not in place is said, one sentence each.
 */
export async function placeInputs(inputs: readonly Input[], { from, to, artifacts, signal }: { readonly from: string; readonly to: string; readonly artifacts: ArtifactStore; readonly signal?: AbortSignal }): Promise<readonly string[]> {
	const notes: string[] = [];
	for (const { uri, name, digest } of new Map(inputs.map(input => [input.uri ?? input.name, input])).values()) {
		const path = uri ?? name;
		if (workspacePathFault(path) !== undefined || /^[a-z][\w+.-]*:/i.test(path)) { continue; }
		const [source, target] = [join(from, path), join(to, path)];
		if (await isThere(target)) { continue; }
		if (!await isThere(source)) {
			// A mere name is no path that anything could be put at.
			if (uri !== undefined) { notes.push(`${plainLine(path)} is not in this workspace: fetch it (dvc pull, git lfs pull) before the command runs.`); }
			continue;
		}
		if (digest !== undefined && (await artifacts.digestOf(source, signal ? { signal } : {})).digest !== digest) {
			notes.push(`${plainLine(path)} is not what it was when the version was made, so it is not put in place.`);
			continue;
		}
		await copy(source, target, { from, to });
		if (digest === undefined) { notes.push(`${plainLine(path)} was put in place as it is today: what it held then is not on record.`); }
	}
	return notes;
}

/** Neither end leads out of its workspace by a link. */
async function copy(source: string, target: string, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
	if (!within(await realpath(from), await realpath(source))) { throw new RegistryError('through-link', { path: source }); }
	let parent = dirname(target);
	while (!await isThere(parent)) { parent = dirname(parent); }
	if (!within(await realpath(to), await realpath(parent))) { throw new RegistryError('through-link', { path: target }); }
	try {
		await mkdir(dirname(target), { recursive: true });
		await cp(source, target, { recursive: true, errorOnExist: true, force: false, mode: constants.COPYFILE_FICLONE });
	} catch (error) {
		throw asRegistryError(error, target, 'write');
	}
}

function isThere(path: string): Promise<boolean> {
	return lstat(path).then(() => true, () => false);
}
