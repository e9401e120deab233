import { usual, type Arrangement } from '../../src/editor/tree/arrangement';
import { folderNodes, groupNodes, type Shelf } from '../../src/editor/tree/modelNodes';
import type { TreeNode } from '../../src/editor/tree/node';
import { rowOf } from '../../src/editor/tree/rows';
import { sectionChildren } from '../../src/editor/tree/sectionNodes';
import { archivedChildren, modelChildren, versionChildren } from '../../src/editor/tree/versionNodes';
import type { FileState } from '../../src/core/model';
import type { Registry } from '../../src/core/registry';

/** A folder's rows as the tree asks for them, without the editor. */
export function shelfOf(registry: Registry, arrangement: Partial<Arrangement> = {}, page = 25, shown: ReadonlyMap<string, number> = new Map()): Shelf {
	return { folder: 'file:///w', registry, parent: undefined, arrangement: { ...usual, ...arrangement }, limit: list => ({ shown: shown.get(list) ?? page, page }) };
}

export async function childrenOf(shelf: Shelf, node: TreeNode | undefined, state: (version: string) => FileState | undefined = () => undefined): Promise<readonly TreeNode[]> {
	switch (node?.kind) {
		case undefined: return folderNodes(shelf);
		case 'group': return groupNodes(shelf, node);
		case 'model': return modelChildren(shelf, node, version => state(version.label));
		case 'archived': return archivedChildren(shelf, node, version => state(version.label));
		case 'version': return versionChildren(node);
		case 'section': return sectionChildren(shelf, node);
		default: return [];
	}
}

/** The rows as text, one a line, `depth` levels of them. */
export async function drawn(shelf: Shelf, depth: number, options: { readonly state?: (version: string) => FileState | undefined; readonly now?: Date; readonly spoken?: boolean } = {}): Promise<string> {
	const lines: string[] = [];
	const walk = async (parent: TreeNode | undefined, level: number) => {
		for (const node of await childrenOf(shelf, parent, options.state)) {
			const row = rowOf(node, options.now ?? new Date());
			const look = [row.icon && `(${row.icon})`, row.label, row.description && `  ${row.description}`, row.mark && '  !'].filter(Boolean).join(' ');
			lines.push('  '.repeat(level) + (options.spoken ? row.spoken : look));
			if (level + 1 < depth) { await walk(node, level + 1); }
		}
	};
	await walk(undefined, 0);
	return lines.join('\n');
}
