import * as vscode from 'vscode';
import type { Graph, LineageNode } from '../../core/lineage/graph';
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
	if (webPage(node)) { return 'web'; }
	// What an evaluation is of, and what runs in a place that has no address.
	return node.kind === 'evaluation' || node.kind === 'deployment' ? 'version' : isPath(node) ? 'file' : undefined;
}

/** The version that a node is or stands for: of a place the one that runs there, else the last that did. */
function versionFor(node: LineageNode, { nodes, parents }: Graph): LineageNode | undefined {
	if (node.version !== undefined) { return node; }
	const edges = (parents.get(node.key) ?? []).filter(edge => edge.relation === 'evaluation-of' || edge.relation === 'deployed-to');
	const end = (edge: (typeof edges)[number]) => edge.ran?.until?.getTime() ?? Infinity;
	const [newest] = [...edges].sort((a, b) => (end(a) === end(b) ? 0 : end(b) - end(a)));
	return nodes.get(newest?.from ?? '');
}

/** Opens the real thing: a version's row, a file, what a commit changed, a page of the Hub or another web page. `graph` holds what is one step from the node. */
export async function openNode(view: ModelsView, entry: FolderRegistry, node: LineageNode, graph: Graph): Promise<void> {
	switch (opensAs(node)) {
		case 'version': {
			await vscode.commands.executeCommand('modelRegistry.models.focus');
			await view.showVersion(entry, versionFor(node, graph)?.version ?? '', { focus: true });
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
