import * as vscode from 'vscode';
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
		this.own({ dispose: () => clearTimeout(this.#soon) });
		void this.#watchModels();
	}

	async #watchModels(): Promise<void> {
		// Follows from the table of formats, which activation doesn't wait for.
		const { markerGlob } = await import('../manifest/files');
		if (markerGlob === undefined || this.disposed) { return; }
		const watcher = this.own(vscode.workspace.createFileSystemWatcher(markerGlob, false, true, false));
		for (const event of [watcher.onDidCreate, watcher.onDidDelete]) { this.own(event(() => this.#lookSoon(markerGlob, 1_000))); }
		this.#lookSoon(markerGlob, 500);
	}

	async #lookForRegistry(): Promise<void> {
		await setContext('modelRegistry.hasRegistry', (await this.registries.initialized()).length > 0);
	}

	#lookSoon(marks: string, after: number): void {
		clearTimeout(this.#soon);
		this.#soon = setTimeout(() => void this.#lookForModels(marks), after);
	}

	async #lookForModels(marks: string): Promise<void> {
		const found = await vscode.workspace.findFiles(marks, '**/{.model-registry,.git,node_modules,site-packages}/**', 5_000);
		const folders = found.map(mark => vscode.Uri.joinPath(mark, '..').fsPath);
		await setContext('modelRegistry.modelFolders', Object.fromEntries(folders.map(folder => [folder, true as const])));
	}
}
