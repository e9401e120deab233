import * as vscode from 'vscode';
import { runRow } from './runRow';
import type { RunsNode } from './runNode';

/** A row in its dress. Tooltips come later, for the row that is hovered. */
export function runItem(node: RunsNode): vscode.TreeItem {
	const row = runRow(node, new Date());
	const item = new vscode.TreeItem(row.label, row.opens === 'no' ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed);
	item.id = node.id;
	item.contextValue = row.context;
	item.accessibilityInformation = { label: row.spoken };
	if (row.description !== undefined) { item.description = row.description; }
	if (row.icon !== undefined) { item.iconPath = new vscode.ThemeIcon(row.icon, row.color && new vscode.ThemeColor(row.color)); }
	if (node.kind === 'moreRuns') { item.command = { command: 'modelRegistry.loadMoreRuns', title: '', arguments: [node] }; }
	return item;
}
