import { formatCount, formatSize } from '../../../src/core/present/quantities';
import { shapeOf, type TensorList } from '../../../webview-ui/inspect/tensors/tensorList';
import { dtypesOf, type TensorTree, type TreeRow } from '../../../webview-ui/inspect/tensors/tensorTree';

/** The rows of a tree as text, a row a line. */
export function treeText(list: TensorList, tree: TensorTree, rows: readonly TreeRow[]): string {
	return rows.map(row => {
		const label = `${'  '.repeat(row.level - 1)}${row.isOpen === undefined ? '' : row.isOpen ? '- ' : '+ '}${row.label}`;
		if (row.kind === 'tensor') { return `${label}  ${shapeOf(list, row.index)}`; }
		const blocks = tree.blocks(row.module);
		return `${label}  ${row.module.tensors} tensors${blocks ? `, ${blocks.equal} of ${blocks.count} blocks equal` : ''}  ${dtypesOf(list, row.module).join(' ')}  ${formatCount(row.module.numbers)}  ${formatSize(row.module.bytes)}`;
	}).join('\n');
}
