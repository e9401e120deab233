import { join, posix } from 'node:path';
import { stat } from '../files/quick';
import type { Input } from '../model';

/**
 * Inputs whose name reads like a Hub id but is a folder or file of this workspace (a base model that was trained here) point to that; and the same input
 * told by two sources is then one.
 */
export async function inWorkspace(inputs: readonly Input[], workspace: string): Promise<readonly Input[]> {
	return Promise.all(inputs.map(async input => {
		const place = /^hf:\/\/(?:datasets\/)?(.+)$/.exec(input.uri ?? '')?.[1];
		if (place === undefined || place.split('/').includes('..')) { return input; }
		// Not there, or not to be looked at: then it is the Hub's.
		const isHere = await stat(join(workspace, place)).then(() => true, () => false);
		return isHere ? { ...input, name: posix.basename(place), uri: place } : input;
	}));
}
