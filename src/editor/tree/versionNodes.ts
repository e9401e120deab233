import type { FileState, Version } from '../../core/model';
import type { Search } from '../../core/verbs/read';
import { versionOrder } from './arrangement';
import { filterQuery } from './filterQuery';
import { more, type Shelf } from './modelNodes';
import type { ArchivedNode, ConflictNode, ModelNode, SectionName, SectionNode, TreeNode, VersionNode } from './node';

export type Bytes = (version: Version) => FileState | undefined;

/** What is below a model: its conflicts first, its versions, the archived ones last. */
export async function modelChildren(shelf: Shelf, node: ModelNode, bytes: Bytes): Promise<readonly TreeNode[]> {
	const conflicts: readonly ConflictNode[] = node.standing.conflicts.map(conflict => ({
		kind: 'conflict', id: `${node.id}|conflict|${conflict.name}|${conflict.subject ?? ''}`, parent: node, conflict,
	}));
	const listed = await versionList(shelf, node, node, false, bytes);
	const count = node.found === undefined ? node.model.archived : (await shelf.registry.versions({ model: node.model.name, archived: true, ...searchOf(shelf), limit: 0 })).total;
	const archived: readonly ArchivedNode[] = count ? [{ kind: 'archived', id: `${node.id}|archived`, folder: node.folder, parent: node, count }] : [];
	return [...conflicts, ...listed, ...archived];
}

function searchOf({ arrangement }: Shelf): Pick<Search, 'where' | 'filter'> {
	const { where, filter } = filterQuery(arrangement.filter);
	return where === undefined ? { filter: filter ?? '' } : { where };
}

export async function archivedChildren(shelf: Shelf, node: ArchivedNode, bytes: Bytes): Promise<readonly TreeNode[]> {
	return versionList(shelf, node, node.parent, true, bytes);
}

async function versionList(shelf: Shelf, parent: VersionNode['parent'], model: ModelNode, archived: boolean, bytes: Bytes): Promise<readonly TreeNode[]> {
	const { registry, folder, arrangement } = shelf;
	const { shown, page } = shelf.limit(parent.id);
	const filter = model.found === undefined ? {} : searchOf(shelf);
	const { versions, total } = await registry.versions({ model: model.model.name, archived, limit: shown, ...filter, ...versionOrder(arrangement.sort, model.standing) });
	const nodes = versions.map((version): VersionNode => ({
		kind: 'version', id: `${folder}|version|${version.id}`, folder, parent, version, standing: model.standing, bytes: () => bytes(version),
	}));
	return [...nodes, ...more(parent.id, parent, total - nodes.length, page)];
}

const sections: readonly SectionName[] = ['metrics', 'evaluations', 'parameters', 'files', 'inputs', 'code'];

export function versionChildren(node: VersionNode): readonly SectionNode[] {
	return sections.filter(section => section !== 'evaluations' || node.version.evaluationCount > 0).map(section => ({ kind: 'section', id: `${node.id}|${section}`, parent: node, section }));
}
