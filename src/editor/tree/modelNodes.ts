import { RegistryError } from '../../core/errors';
import type { Conflict, Model } from '../../core/model';
import type { Registry } from '../../core/registry';
import { groupModels, sortModels, type Arrangement } from './arrangement';
import { filterQuery } from './filterQuery';
import type { FailureNode, FolderNode, GroupNode, ModelNode, MoreNode, ProblemsNode, TreeNode } from './node';
import { standingOf } from './standing';

/** What the rows of one folder are made from. */
export interface Shelf {
	readonly folder: string;
	readonly registry: Registry;
	readonly parent: FolderNode | undefined;
	readonly arrangement: Arrangement;
	/** How many rows a list shows before it offers more. */
	limit(list: string): { readonly shown: number; readonly page: number };
}

/** The rows of one folder's registry: what was set aside, then its models, in groups where the person wants them. */
export async function folderNodes(shelf: Shelf): Promise<readonly TreeNode[]> {
	const { folder, registry, parent, arrangement } = shelf;
	try {
		const models = sortModels(await registry.models(), arrangement.sort);
		const kept = await keptByFilter(registry, models, arrangement.filter);
		const problems = await registry.problems();
		const aside: readonly ProblemsNode[] = problems.length ? [{ kind: 'problems', id: `${folder}|problems`, folder, parent, count: problems.length }] : [];
		if (arrangement.group === 'none') { return [...aside, ...await modelNodes(shelf, `${folder}|models`, parent, kept)]; }
		return [...aside, ...await groups(shelf, kept.map(({ model }) => model))];
	} catch (error) {
		if (!RegistryError.is(error)) { throw error; }
		const failure: FailureNode = { kind: 'failure', id: `${folder}|failure`, folder, parent, sentence: error.message };
		return [failure];
	}
}

interface Kept { readonly model: Model; readonly found: number | undefined }

/** Models whose name or tag holds the text, and those with a version that does, or that the search finds. */
async function keptByFilter(registry: Registry, models: readonly Model[], filter: string): Promise<readonly Kept[]> {
	if (filter === '') { return models.map(model => ({ model, found: undefined })); }
	const { where, ...query } = filterQuery(filter);
	const wanted = where === undefined ? filter.toLowerCase() : undefined;
	const counts = await registry.versionCounts({ archived: 'both', ...(where === undefined ? { filter: query.filter ?? '' } : { where }) });
	return models.flatMap((model): Kept[] => {
		const words = [model.name, ...Object.entries(model.tags).map(([tag, value]) => `${tag}=${value}`)];
		if (wanted !== undefined && words.some(word => word.toLowerCase().includes(wanted))) { return [{ model, found: undefined }]; }
		const found = counts.get(model.key);
		return found === undefined ? [] : [{ model, found }];
	});
}

async function groups(shelf: Shelf, models: readonly Model[]): Promise<readonly GroupNode[]> {
	const { folder, registry, parent, arrangement } = shelf;
	const latest = new Map(await Promise.all(models.map(async model => [model.key, model.latest && await registry.version(model.latest.id)] as const)));
	return groupModels(models, arrangement.group, model => latest.get(model.key)).map(({ name, models: inGroup }) => ({
		kind: 'group', id: `${folder}|${arrangement.group}|${name}`, folder, parent, name, models: inGroup,
	}));
}

/** The models of a group. */
export async function groupNodes(shelf: Shelf, group: GroupNode): Promise<readonly TreeNode[]> {
	return modelNodes(shelf, group.id, group, await keptByFilter(shelf.registry, group.models, shelf.arrangement.filter));
}

async function modelNodes(shelf: Shelf, list: string, parent: ModelNode['parent'], kept: readonly Kept[]): Promise<readonly TreeNode[]> {
	const { folder, registry } = shelf;
	const { shown, page } = shelf.limit(list);
	const conflicts: readonly Conflict[] = await registry.conflicts();
	const nodes: TreeNode[] = [];
	for (const { model, found } of kept.slice(0, shown)) {
		nodes.push({ kind: 'model', id: `${folder}|model|${model.key}`, folder, parent, model, found, standing: await standingOf(registry, model, conflicts) });
	}
	return [...nodes, ...more(list, parent, kept.length - nodes.length, page)];
}

/** The row that shows the next ones, where there are any. */
export function more(list: string, parent: TreeNode | undefined, left: number, page: number): readonly MoreNode[] {
	return left > 0 ? [{ kind: 'more', id: `${list}|more`, parent, next: Math.min(left, page), left }] : [];
}
