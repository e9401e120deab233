import * as vscode from 'vscode';
import { modelOf, type TreeNode } from './node';

/** Files that are dropped on the view are registered: as versions of the model on which they fall, or of the one that fits. */
export const dropRegisters: vscode.TreeDragAndDropController<TreeNode> = {
	dropMimeTypes: ['text/uri-list'],
	dragMimeTypes: [],
	async handleDrop(target, transfer, token) {
		const list = await transfer.get('text/uri-list')?.asString();
		const uris = (list ?? '').split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#')).map(line => vscode.Uri.parse(line));
		if (!uris.length || token.isCancellationRequested) { return; }
		await vscode.commands.executeCommand('modelRegistry.registerModel', uris[0], uris, { model: target && modelOf(target)?.model.name });
	},
};
