import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Registry } from '../core/registry';
import { openOnThread } from '../thread/openOnThread';
import type { Moment, PastName } from '../core/verbs/past';
import { Parts } from './disposable';

/** The registry of one workspace folder, opened when it is first asked for. */
export interface FolderRegistry {
	readonly folder: vscode.WorkspaceFolder;
	/** The registry as it is looked at: of today, or of the past that somebody chose. */
	open(): Promise<Registry>;
	/** The registry of today, for what is about the files that are here. */
	now(): Promise<Registry>;
	/** The past that is looked at. */
	readonly past: PastName | undefined;
	/** Looks at the past from now on, or, without a moment, at today again. */
	show(moment: Moment | undefined): Promise<void>;
	/** Whether there is a registry, told from one file's presence: opens nothing. */
	isThere(): Promise<boolean>;
}

class Entry extends Parts implements FolderRegistry {
	#registry: Registry | undefined;
	#past: { readonly registry: Registry; readonly name: PastName } | undefined;

	constructor(readonly folder: vscode.WorkspaceFolder, private readonly log: vscode.LogOutputChannel, private readonly changed: (folder: FolderRegistry) => void) {
		super();
	}

	async open(): Promise<Registry> {
		return this.#past?.registry ?? this.now();
	}

	async now(): Promise<Registry> {
		return this.#registry ??= this.#open();
	}

	get past(): PastName | undefined {
		return this.#past?.name;
	}

	async show(moment: Moment | undefined): Promise<void> {
		const registry = moment && await (await this.now()).asOf(moment);
		const name = await registry?.pastName();
		// The folder was closed while its past was read.
		if (this.disposed) { return void registry?.close(); }
		const before = this.#past;
		this.#past = registry && name && { registry, name };
		this.changed(this);
		// Rows that are being drawn may still ask it.
		if (before) { setTimeout(() => void before.registry.close(), 10_000); }
	}

	async isThere(): Promise<boolean> {
		const config = vscode.Uri.joinPath(this.folder.uri, '.model-registry', 'registry.json');
		return vscode.workspace.fs.stat(config).then(() => true, () => false);
	}

	#open(): Registry {
		// Its thread, with the database and everything that reads a model file, is started by the first question.
		const registry = openOnThread({ folder: this.folder.uri.fsPath, log: this.log, git: vscode.workspace.isTrusted, watch: true });
		this.own(registry);
		this.own({ dispose: () => this.#past?.registry.close() });
		this.own(registry.onDidChange(() => this.changed(this)));
		return registry;
	}
}

/** Workspace folder → its registry. Folders come and go, and trust is granted, while the window is open. */
export class Registries extends Parts {
	readonly #changed = this.own(new vscode.EventEmitter<FolderRegistry | undefined>());
	/** After something in a folder's registry changed; without a folder, after folders came or went. */
	readonly onDidChange = this.#changed.event;
	#entries = new Map<string, Entry>();

	constructor(private readonly log: vscode.LogOutputChannel) {
		super();
		this.#match();
		this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => { this.#match(); this.#changed.fire(undefined); }));
		this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => {
			// From now on git may be run: the registries are opened anew.
			this.#close();
			this.#match();
			this.#changed.fire(undefined);
		}));
		const made = this.own(vscode.workspace.createFileSystemWatcher('**/.model-registry/registry.json', false, true, false));
		for (const event of [made.onDidCreate, made.onDidDelete]) { this.own(event(() => this.#changed.fire(undefined))); }
	}

	/** In the order of the workspace. */
	get all(): readonly FolderRegistry[] {
		return [...this.#entries.values()];
	}

	/** Those that are there. */
	async initialized(): Promise<readonly FolderRegistry[]> {
		const there = await Promise.all(this.all.map(entry => entry.isThere()));
		return this.all.filter((_, at) => there[at]);
	}

	/** The one whose folder a file is in: the innermost, where folders lie in one another. */
	of(uri: vscode.Uri): FolderRegistry | undefined {
		const folder = vscode.workspace.getWorkspaceFolder(uri);
		return folder && this.#entries.get(folder.uri.toString());
	}

	/** What reads the files of a folder that is no workspace folder. The caller disposes it. */
	outside(folder: string): Registry {
		return openOnThread({ folder, git: false, log: this.log });
	}

	/** After a registry was made or written: what shows it is told at once. */
	announce(entry: FolderRegistry): void {
		this.#changed.fire(entry);
	}

	at(folder: string): FolderRegistry | undefined {
		return this.#entries.get(folder);
	}

	override dispose(): void {
		super.dispose();
		this.#close();
	}

	#match(): void {
		const folders = (vscode.workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file');
		const before = this.#entries;
		this.#entries = new Map(folders.map(folder => {
			const id = folder.uri.toString();
			return [id, before.get(id) ?? new Entry(folder, this.log, entry => this.#changed.fire(entry))];
		}));
		for (const [id, entry] of before) {
			if (!this.#entries.has(id)) { entry.dispose(); }
		}
	}

	#close(): void {
		for (const entry of this.#entries.values()) { entry.dispose(); }
		this.#entries = new Map();
	}
}

/** The path of something in a folder that the registry names with '/'. */
export function uriIn(folder: FolderRegistry, path: string): vscode.Uri {
	return vscode.Uri.file(join(folder.folder.uri.fsPath, path));
}
