import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import { complete } from '../../core/search/complete';
import { completePart } from '../../core/search/completePart';
import { parseSearch } from '../../core/search/parseSearch';
import type { Completed, Found } from '../../protocol/model';

/** Versions of a model that a search finds; of one that can't be read, what can, and what is wrong. Throws 'no-model'. */
export async function findVersions(registry: Registry, model: string, where: string): Promise<Found> {
	const parsed = parseSearch(where);
	const ids = (part: string) => registry.versionIds({ model, archived: 'both', where: part });
	if ('expression' in parsed) { return { ids: await ids(where) }; }
	const { offset, length } = parsed.fault;
	const part = completePart(where, offset);
	const sentence = new RegistryError('bad-search', { text: where, ...parsed.fault }).message;
	return { ids: part === undefined ? undefined : await ids(part), fault: { offset, length, sentence } };
}

/** How a search of this registry can go on. */
export async function completeSearch(registry: Registry, text: string, caret: number): Promise<Completed> {
	return complete(text, caret, await registry.searchNames());
}
