import type { FolderRegistry } from '../registries';
import type { ModelsTree } from './modelsTree';
import type { ArchivedNode, ModelNode, TreeNode, VersionNode } from './node';

/** A list isn't opened further than this to find a row: its model's row is near enough. */
const mostRows = 2_000;

/** The row of a version, with lists opened as far as needed. The model's row where the version has none; undefined where a filter hides both. */
export async function findNode(tree: ModelsTree, entry: FolderRegistry, id: string): Promise<VersionNode | ModelNode | undefined> {
	const version = await (await entry.open()).version(id);
	const folder = entry.folder.uri.toString();
	const model = await among(tree, undefined, folder, node => node.kind === 'model' && node.model.name === version.model);
	if (model?.kind !== 'model') { return undefined; }
	const parent: ModelNode | ArchivedNode | undefined = version.archived ? (await tree.getChildren(model)).find(node => node.kind === 'archived') : model;
	if (!parent) { return model; }
	const found = await inList(tree, parent, node => node.kind === 'version' && node.version.id === version.id);
	return found?.kind === 'version' ? found : model;
}

/** Looks through the rows that may hold models. */
async function among(tree: ModelsTree, parent: TreeNode | undefined, folder: string, wanted: (node: TreeNode) => boolean): Promise<TreeNode | undefined> {
	const own = (node: TreeNode) => 'folder' in node && node.folder === folder;
	const here = await inList(tree, parent, node => own(node) && wanted(node));
	if (here) { return here; }
	for (const node of await tree.getChildren(parent)) {
		if (!own(node) || (node.kind !== 'folder' && node.kind !== 'group')) { continue; }
		const below = await among(tree, node, folder, wanted);
		if (below) { return below; }
	}
	return undefined;
}

/** Looks through a list, and opens it further as long as there is more. */
async function inList(tree: ModelsTree, parent: TreeNode | undefined, wanted: (node: TreeNode) => boolean): Promise<TreeNode | undefined> {
	let opened = false;
	for (;;) {
		const rows = await tree.getChildren(parent);
		const found = rows.find(wanted);
		const rest = rows.find(node => node.kind === 'more');
		if (found || rest?.kind !== 'more' || rows.length > mostRows) {
			if (found && opened) { tree.redraw(parent); }
			return found;
		}
		tree.extend(rest.id.slice(0, -'|more'.length), rows.length - 1, Math.max(rest.next, rows.length));
		opened = true;
	}
}
