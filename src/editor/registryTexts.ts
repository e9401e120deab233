import * as vscode from 'vscode';
import { textScheme } from '../manifest/viewTypes';
import type { Cards } from './cards';
import type { VersionTexts } from './compare/versionTexts';
import { Parts } from './disposable';
import type { RecordTexts } from './records/recordTexts';

/**
 * All documents of the registry under one scheme, which search, copy and VS Code's own diff treat as files: `/churn.md` is a card, which can be
 * written; `/records/…json` a record; what is asked for by JSON is a text of a version. A file system, since that is what VS Code wakes an extension for.
 */
export class RegistryTexts extends Parts implements vscode.FileSystemProvider {
	readonly #changed = this.own(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
	readonly onDidChangeFile = this.#changed.event;

	constructor(private readonly parts: { readonly cards: Cards; readonly versions: VersionTexts; readonly records: RecordTexts }) {
		super();
		this.own(vscode.workspace.registerFileSystemProvider(textScheme, this, { isCaseSensitive: true }));
		for (const part of [parts.cards, parts.versions]) { this.own(part.onDidChangeFile(changes => { this.#changed.fire([...changes]); })); }
	}

	watch(): vscode.Disposable {
		return new vscode.Disposable(() => { /* Every text that was read is looked at after a change. */ });
	}

	stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		return this.#of(uri).stat(uri);
	}

	readFile(uri: vscode.Uri): Promise<Uint8Array> {
		return this.#of(uri).readFile(uri);
	}

	async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
		const { cards } = this.parts;
		if (this.#of(uri) !== cards) { throw vscode.FileSystemError.NoPermissions(uri); }
		await cards.writeFile(uri, content);
	}

	readDirectory(): [string, vscode.FileType][] { return []; }
	createDirectory(uri: vscode.Uri): void { throw vscode.FileSystemError.NoPermissions(uri); }
	delete(uri: vscode.Uri): void { throw vscode.FileSystemError.NoPermissions(uri); }
	rename(uri: vscode.Uri): void { throw vscode.FileSystemError.NoPermissions(uri); }

	#of({ path, query }: vscode.Uri): Cards | VersionTexts | RecordTexts {
		const { cards, versions, records } = this.parts;
		return query.startsWith('{') ? versions : path.endsWith('.json') ? records : cards;
	}
}
