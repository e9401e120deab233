import * as vscode from 'vscode';
import { markedUri } from '../decorations/mark';
import type { TreeNode } from './node';
import { rowOf } from './rows';

/** A node in its dress. Tooltips come later, for the row that is hovered. */
export function itemOf(node: TreeNode): vscode.TreeItem {
	const row = rowOf(node, new Date());
	const states = { no: vscode.TreeItemCollapsibleState.None, closed: vscode.TreeItemCollapsibleState.Collapsed, open: vscode.TreeItemCollapsibleState.Expanded } as const;
	const item = new vscode.TreeItem(row.label, states[row.opens]);
	item.id = node.id;
	item.contextValue = row.context;
	item.accessibilityInformation = { label: row.spoken };
	if (row.description !== undefined) { item.description = row.description; }
	if (row.icon !== undefined) { item.iconPath = new vscode.ThemeIcon(row.icon, row.color && new vscode.ThemeColor(row.color)); }
	if (row.mark !== undefined) { item.resourceUri = markedUri(node.id, row.mark); }
	const command = commandOf(node);
	if (command) { item.command = command; }
	return item;
}

/** What a click does besides selecting the row. */
function commandOf(node: TreeNode): vscode.Command | undefined {
	switch (node.kind) {
		case 'more': return { command: 'modelRegistry.loadMore', title: '', arguments: [node] };
		case 'problems': return { command: 'modelRegistry.showProblems', title: '', arguments: [node] };
		case 'conflict': return { command: 'modelRegistry.showConflicts', title: '', arguments: [node] };
		default: return undefined;
	}
}
