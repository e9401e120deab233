import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import { Parts } from '../disposable';
import type { FolderRegistry, Registries } from '../registries';
import type { Reading } from './reading';

/** Milliseconds that a file must be left alone before it counts as changed: a training writes in many pieces. */
const settled = 300;

/** A model file that is open in the editor. It is read when its page asks, and again only when it was written since. */
export class InspectedFile extends Parts implements vscode.CustomDocument {
	readonly #stale = this.own(new vscode.EventEmitter<'changed' | 'gone'>());
	/** After the file was written or removed since it was read. */
	readonly onDidGoStale = this.#stale.event;
	readonly #stop = new AbortController();
	#reading: Promise<Reading> | undefined;
	#readings = 0;
	#readAs: string | undefined;
	/** What lies beside the file counts: values are read from there. It makes nothing stale, but the next reading sees it. */
	#changesBeside = 0;
	#readBeside = 0;
	#soon: NodeJS.Timeout | undefined;

	constructor(readonly uri: vscode.Uri, private readonly registries: Registries) {
		super();
		this.own({ dispose: () => { this.#stop.abort(); clearTimeout(this.#soon); } });
		const beside = this.own(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*')));
		for (const event of [beside.onDidChange, beside.onDidCreate, beside.onDidDelete]) { this.own(event(changed => { this.#heard(changed); })); }
	}

	/** The registry of the workspace folder that it lies in. */
	get entry(): FolderRegistry | undefined {
		return this.registries.of(this.uri);
	}

	/** The file as it is. Throws RegistryError 'not-found', 'unreadable', 'not-a-file', … */
	async read(): Promise<Reading> {
		const state = await this.#state();
		const beside = this.#changesBeside;
		if (!this.#reading || state === undefined || state !== this.#readAs || beside !== this.#readBeside) {
			this.#readAs = state;
			this.#readBeside = beside;
			this.#reading = this.#read();
			// What failed is tried again, whether or not the file is another by then.
			this.#reading.catch(() => { this.#readAs = undefined; });
		}
		return this.#reading;
	}

	/** What the last reading gave. */
	async lastReading(): Promise<Reading | undefined> {
		return this.#reading;
	}

	/** Where relative places start: the workspace folder, or the file's own outside of all. */
	get root(): string {
		return this.entry?.folder.uri.fsPath ?? dirname(this.uri.fsPath);
	}

	async #read(): Promise<Reading> {
		const of = ++this.#readings;
		if (this.uri.scheme !== 'file') { throw new RegistryError('not-a-file', { path: basename(this.uri.path), what: `a document of '${this.uri.scheme}'` }); }
		const registry = await this.#registry();
		const { path, bytes, facts } = await registry.inspect(this.uri.fsPath, { digest: false, signal: this.#stop.signal });
		const { mtimeMs } = await stat(this.uri.fsPath);
		return { of, path, bytes, modified: mtimeMs, facts };
	}

	async #registry(): Promise<Pick<Registry, 'inspect'>> {
		const { entry } = this;
		if (entry) { return entry.open(); }
		return this.own(this.registries.outside(this.root));
	}

	/** Changes when the file is written; undefined while it isn't there. */
	async #state(): Promise<string | undefined> {
		const found = await stat(this.uri.fsPath).catch(() => undefined);
		return found && `${found.size} ${found.mtimeMs}`;
	}

	#heard(changed: vscode.Uri): void {
		if (changed.toString() !== this.uri.toString()) { this.#changesBeside++; return; }
		clearTimeout(this.#soon);
		this.#soon = setTimeout(() => void this.#look(), settled);
	}

	async #look(): Promise<void> {
		const state = await this.#state();
		if (!this.disposed && this.#reading && state !== this.#readAs) { this.#stale.fire(state === undefined ? 'gone' : 'changed'); }
	}
}
