import { join, posix } from 'node:path';
import { stat } from '../files/quick';
import type { Input, WorkspacePath } from '../model';

/**
 * Inputs whose name reads like a Hub id or a relative path, but is a folder or file of this workspace (a base model that was trained here), point to that; and the
 * same input told by two sources is then one. Paths are relative to where the training was started: the folders above `model` are tried, nearest first.
 */
export async function inWorkspace(inputs: readonly Input[], workspace: string, model: WorkspacePath): Promise<readonly Input[]> {
	return Promise.all(inputs.map(async input => {
		const written = input.uri === undefined ? (/[\\/]/.test(input.name) ? input.name.replaceAll('\\', '/') : undefined) : /^hf:\/\/(?:datasets\/)?(.+)$/.exec(input.uri)?.[1];
		if (written === undefined || written.split('/').includes('..') || posix.isAbsolute(written) || /^[a-z][\w+.-]*:/i.test(written) || written.includes('\0')) { return input; }
		for (const folder of foldersAbove(model)) {
			const place = posix.join(folder, written);
			// Not there, or not to be looked at: then it is elsewhere.
			const isHere = place !== model && await stat(join(workspace, place)).then(() => true, () => false);
			if (isHere) { return { ...input, name: posix.basename(place), uri: place }; }
		}
		return input;
	}));
}

function foldersAbove(path: WorkspacePath): readonly WorkspacePath[] {
	const parent = posix.dirname(path);
	return parent === '.' || parent === path ? [''] : [parent, ...foldersAbove(parent)];
}
