import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Call } from './verb';

/**
 * What a person calls a node of the lineage, as the registry takes it: a path that is there, typed from whatever folder, becomes the workspace's own; references,
 * digests and ids stay as they are. A model's bare name gives way to a file or folder of that name.
 */
export function nodeGiven(text: string, { path, workspace }: Pick<Call, 'path' | 'workspace'>): string {
	if (/@|^models:\/|^hf:|^https?:/i.test(text)) { return text; }
	const place = path(text);
	if (!existsSync(place)) { return text; }
	return relative(workspace, place).split(sep).join('/') || text;
}
