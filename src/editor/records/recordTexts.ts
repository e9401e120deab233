import * as vscode from 'vscode';
import { textScheme } from '../../manifest/viewTypes';
import { uriIn, type FolderRegistry, type Registries } from '../registries';

/** Records that are no file here, as documents that can't be written: in a pack, or on the branch that is looked at. */
export class RecordTexts {
	constructor(private readonly registries: Registries) {}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: (await this.readFile(uri)).length, permissions: vscode.FilePermission.Readonly };
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		const text = await (await this.registries.at(uri.query)?.open())?.recordFile(uri.path);
		if (text === undefined) { throw vscode.FileSystemError.FileNotFound(uri); }
		return Buffer.from(text);
	}
}

/** Opens the record that a history names: its file, or its text where it has none of its own. */
export async function openRecordAt(entry: FolderRegistry, path: string): Promise<void> {
	const file = uriIn(entry, path);
	const there = await vscode.workspace.fs.stat(file).then(() => true, () => false);
	const uri = there ? file : vscode.Uri.from({ scheme: textScheme, path: `/${path}`, query: entry.folder.uri.toString() });
	await vscode.commands.executeCommand('vscode.open', uri);
}
