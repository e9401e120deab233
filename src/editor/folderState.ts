import * as vscode from 'vscode';
import { markerGlob } from '../manifest/files';
import { setContext } from './contextKey';
import { Parts } from './disposable';
import type { Registries } from './registries';

/** Keeps `when` clauses in step with the workspace: whether there is a registry, and which folders hold a model. Opens nothing. */
export class FolderState extends Parts {
	#soon: NodeJS.Timeout | undefined;

	constructor(private readonly registries: Registries) {
		super();
		this.own(registries.onDidChange(() => void this.#lookForRegistry()));
		void this.#lookForRegistry();
		if (markerGlob === undefined) { return; }
		const watcher = this.own(vscode.workspace.createFileSystemWatcher(markerGlob, false, true, false));
		for (const event of [watcher.onDidCreate, watcher.onDidDelete]) { this.own(event(() => this.#lookForModelsSoon(1_000))); }
		this.own({ dispose: () => clearTimeout(this.#soon) });
		this.#lookForModelsSoon(500);
	}

	async #lookForRegistry(): Promise<void> {
		await setContext('modelRegistry.hasRegistry', (await this.registries.initialized()).length > 0);
	}

	#lookForModelsSoon(after: number): void {
		clearTimeout(this.#soon);
		this.#soon = setTimeout(() => void this.#lookForModels(), after);
	}

	async #lookForModels(): Promise<void> {
		if (markerGlob === undefined) { return; }
		const marks = await vscode.workspace.findFiles(markerGlob, '**/{.model-registry,.git,node_modules,site-packages}/**', 5_000);
		const folders = marks.map(mark => vscode.Uri.joinPath(mark, '..').fsPath);
		await setContext('modelRegistry.modelFolders', Object.fromEntries(folders.map(folder => [folder, true as const])));
	}
}
