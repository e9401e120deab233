import * as vscode from 'vscode';
import { Parts } from '../disposable';
import { uriIn, type FolderRegistry, type Registries } from '../registries';

const scheme = 'model-registry-record';

/** Records that are no file here, as documents that can't be written: in a pack, or on the branch that is looked at. */
export class RecordTexts extends Parts implements vscode.TextDocumentContentProvider {
	constructor(private readonly registries: Registries) {
		super();
		this.own(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const entry = this.registries.at(uri.query);
		return await (await entry?.open())?.recordFile(uri.path) ?? '';
	}
}

/** Opens the record that a history names: its file, or its text where it has none of its own. */
export async function openRecordAt(entry: FolderRegistry, path: string): Promise<void> {
	const file = uriIn(entry, path);
	const there = await vscode.workspace.fs.stat(file).then(() => true, () => false);
	const uri = there ? file : vscode.Uri.from({ scheme, path: `/${path}`, query: entry.folder.uri.toString() });
	await vscode.commands.executeCommand('vscode.open', uri);
}
