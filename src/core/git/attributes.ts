import { succeeded } from './failure';
import { runGit } from './run';
import type { RawPath } from './status';
import { listOf, textOf } from './status';

/** The `filter` attribute of the paths that have one. One git process. */
export async function filtersOf(topLevel: string, paths: readonly RawPath[], signal?: AbortSignal): Promise<ReadonlyMap<RawPath, string>> {
	const filters = new Map<RawPath, string>();
	if (!paths.length) { return filters; }
	const output = await runGit(topLevel, ['check-attr', '-z', '--stdin', 'filter'], { input: listOf(paths), signal });
	const parts = succeeded(output, 'read the attributes of files', topLevel).toString('latin1').split('\0');
	// Path, attribute, value (git-check-attr, 'OUTPUT').
	for (let index = 0; index + 2 < parts.length; index += 3) {
		const [path = '', , value = ''] = parts.slice(index, index + 3);
		if (value !== 'unspecified' && value !== 'unset') { filters.set(path, textOf(value)); }
	}
	return filters;
}
