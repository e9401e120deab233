import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { RegisteredPath } from '../../core/verbs/read';
import { setContext } from '../contextKey';
import { Parts } from '../disposable';
import { uriIn, type FolderRegistry, type Registries } from '../registries';
import { setting } from '../setting';
import { fileTooltip } from './fileTooltip';

/** Registered paths that are looked at; the newest ones. */
const most = 20_000;
/** Looks at once. */
const atOnce = 32;

interface Known { readonly entry: FolderRegistry; readonly registered: RegisteredPath; readonly unchanged: boolean }

/** Marks files of the Explorer whose bytes are, by size and time, those of a version. Nothing is ever read for it. */
export class RegisteredFiles extends Parts implements vscode.FileDecorationProvider {
	readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri[] | undefined>());
	readonly onDidChangeFileDecorations = this.#changed.event;
	#known = new Map<string, Known>();
	#soon: NodeJS.Timeout | undefined;
	#round = 0;

	constructor(private readonly registries: Registries, private readonly log: vscode.LogOutputChannel) {
		super();
		this.own(vscode.window.registerFileDecorationProvider(this));
		this.own(registries.onDidChange(() => this.#lookSoon()));
		this.own(vscode.workspace.onDidChangeConfiguration(change => { if (change.affectsConfiguration('modelRegistry.explorer')) { this.#changed.fire(undefined); } }));
		this.own({ dispose: () => clearTimeout(this.#soon) });
		this.#lookSoon();
		void this.#watch();
	}

	async #watch(): Promise<void> {
		// Follows from the table of formats, which activation doesn't wait for.
		const { modelGlob } = await import('../../manifest/files');
		const watcher = this.own(vscode.workspace.createFileSystemWatcher(modelGlob));
		for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) { this.own(event(uri => { if (this.#known.has(uri.toString())) { this.#lookSoon(); } })); }
	}

	async provideFileDecoration(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
		const known = this.#known.get(uri.toString());
		if (!known?.unchanged || !setting('explorer.badges', uri)) { return undefined; }
		try {
			return { badge: 'R', tooltip: await fileTooltip(await known.entry.now(), known.registered.id) };
		} catch (error) {
			if (RegistryError.is(error)) { return undefined; }
			throw error;
		}
	}

	#lookSoon(): void {
		clearTimeout(this.#soon);
		this.#soon = setTimeout(() => {
			this.look().catch((error: unknown) => { this.log.warn(`Registered files could not be looked at: ${error instanceof Error ? error.message : String(error)}`); });
		}, 400);
	}

	/** Looks at every registered path now. */
	async look(): Promise<void> {
		const round = ++this.#round;
		const found = new Map<string, Known>();
		for (const entry of await this.registries.initialized()) {
			const paths = [...await (await entry.now()).pathsRegistered()].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, most);
			for (let at = 0; at < paths.length; at += atOnce) {
				await Promise.all(paths.slice(at, at + atOnce).map(async registered => {
					const uri = uriIn(entry, registered.path);
					found.set(uri.toString(), { entry, registered, unchanged: await isUnchanged(uri.fsPath, registered) });
				}));
			}
		}
		// A later look has begun meanwhile: it knows better.
		if (round !== this.#round || this.disposed) { return; }
		const before = this.#known;
		this.#known = found;
		const paths = [...found].filter(([, known]) => known.unchanged).flatMap(([id]) => keysOf(vscode.Uri.parse(id).fsPath));
		await setContext('modelRegistry.registeredPaths', Object.fromEntries(paths.map(path => [path, true as const])));
		this.#changed.fire([...new Set([...before.keys(), ...found.keys()])].map(id => vscode.Uri.parse(id)));
	}
}

/** A folder has no size to compare: that nothing came or went in it since then has to do. */
async function isUnchanged(path: string, { bytes, at }: RegisteredPath): Promise<boolean> {
	const found = await stat(path).catch(() => undefined /* Gone, or not ours to look at: no mark. */);
	return found !== undefined && (found.isDirectory() || found.size === bytes) && found.mtime <= at;
}

/** `resourcePath` is written the way of the machine that shows the window, which may be another than this one. */
function keysOf(path: string): readonly string[] {
	return vscode.env.remoteName === undefined ? [path] : [path, path.replaceAll('/', '\\')];
}
