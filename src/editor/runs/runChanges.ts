import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { Parts } from '../disposable';
import type { FolderRegistry } from '../registries';

/** Milliseconds for which changes are gathered: a training writes several files at each step. */
const gather = 700;
/** More paths than these are a checkout, and everything is looked at. */
const most = 500;
/** Where no run is recorded. */
const aside = /(?:^|\/)(?:\.git|\.model-registry|node_modules|site-packages|__pycache__)(?:\/|$)/;

/** Tells which files of a workspace folder came, went or changed, some at a time; without paths, where they are too many. */
export class RunChanges extends Parts {
	readonly #paths = new Set<string>();
	#timer: NodeJS.Timeout | undefined;

	constructor(private readonly entry: FolderRegistry, private readonly told: (paths: readonly string[] | undefined) => void) {
		super();
		const watcher = this.own(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(entry.folder, '**/*')));
		for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) { this.own(event(uri => this.#note(uri))); }
		this.own({ dispose: () => clearTimeout(this.#timer) });
	}

	#note(uri: vscode.Uri): void {
		const path = relative(this.entry.folder.uri.fsPath, uri.fsPath).split(sep).join('/');
		if (path === '' || path.startsWith('../') || aside.test(path)) { return; }
		if (this.#paths.size <= most) { this.#paths.add(path); }
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			const paths = [...this.#paths];
			this.#paths.clear();
			this.told(paths.length > most ? undefined : paths);
		}, gather);
	}
}
