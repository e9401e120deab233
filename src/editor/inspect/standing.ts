import type { Version } from '../../core/model';
import type { Registry } from '../../core/registry';
import type { Standing } from '../../protocol/inspect';

interface File { readonly path: string; readonly bytes: number; /** Milliseconds since 1970. */ readonly modified: number }

/** How a file stands to its registry, told by path, size and time: nothing is read for it, whatever its size. */
export async function standingOf(registry: Registry, { path, bytes, modified }: File): Promise<Standing> {
	if (!await registry.exists()) { return { is: 'unregistered' }; }
	const here = await registry.versionsAt(path);
	const same = here.filter(version => version.artifact.bytes === bytes && !version.archived);
	const unchanged = same.find(version => modified <= version.at.getTime());
	if (unchanged) { return { is: 'registered', as: asOf(unchanged) }; }
	const since = same[0] ?? here.find(version => !version.archived) ?? here[0];
	return since ? { is: 'changed', since: asOf(since), isSure: since.artifact.bytes !== bytes } : { is: 'unregistered' };
}

function asOf({ id, model, label, aliases }: Version) {
	return { version: id, name: `${model} ${label}`, aliases };
}
