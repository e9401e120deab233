import * as vscode from 'vscode';
import type { LineageNode } from '../../core/lineage/graph';
import { uriIn, type FolderRegistry } from '../registries';
import type { ModelsView } from '../tree/modelsView';
import { short } from '../tree/short';
import { t } from '../words';
import { isPath } from './lineageDress';
import { openCommit } from './openCommit';

/** What the real thing behind a node is opened as; undefined where there is nothing to open. */
export function opensAs(node: LineageNode): 'version' | 'file' | 'web' | 'commit' | undefined {
	if (node.version !== undefined) { return 'version'; }
	if (node.kind === 'commit') { return node.uri === undefined ? undefined : 'commit'; }
	return webPage(node) ? 'web' : isPath(node) ? 'file' : undefined;
}

/** Opens the real thing: a version's row, a file, what a commit changed, a page of the Hub or another web page. */
export async function openNode(view: ModelsView, entry: FolderRegistry, node: LineageNode): Promise<void> {
	switch (opensAs(node)) {
		case 'version': {
			await vscode.commands.executeCommand('modelRegistry.models.focus');
			await view.showVersion(entry, node.version ?? '', { focus: true });
			return;
		}
		case 'commit': { await openCommit(entry.folder.uri, node.uri ?? ''); return; }
		case 'web': { await vscode.env.openExternal(vscode.Uri.parse(webPage(node) ?? '')); return; }
		case 'file': { await openPath(uriIn(entry, node.uri ?? ''), node.uri ?? ''); return; }
		case undefined: { await vscode.window.showInformationMessage(t('Where {0} is was not recorded.', short(node.title))); }
	}
}

/** Shows a file or folder in the Explorer: data and models are no texts. */
async function openPath(uri: vscode.Uri, path: string): Promise<void> {
	if (await vscode.workspace.fs.stat(uri).then(() => true, () => false)) { await vscode.commands.executeCommand('revealInExplorer', uri); return; }
	void vscode.window.showInformationMessage(t('{0} is not there any more.', short(path)));
}

/** A page of the Hub, or an address of the web; nothing else is handed to the system. */
function webPage({ uri }: LineageNode): string | undefined {
	if (uri === undefined) { return undefined; }
	if (uri.startsWith('hf://')) {
		const [id = '', commit] = uri.slice('hf://'.length).split('@');
		return `https://huggingface.co/${id}${commit === undefined ? '' : `/tree/${commit}`}`;
	}
	return /^https?:\/\//i.test(uri) ? uri : undefined;
}
