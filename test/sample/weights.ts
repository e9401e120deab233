import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Workspace paths of the weight files below `folder`, the registry's own and git's aside. Sorted. */
export async function weights(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter(entry => entry.isFile() && /\.(safetensors|pt)$|^churn\.txt$/.test(entry.name))
		.map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.filter(path => !/^\.(git|model-registry)\//.test(path))
		.sort();
}
