import * as vscode from 'vscode';
import { RegistryError } from '../core/errors';
import { textScheme } from '../manifest/viewTypes';
import { Parts } from './disposable';
import type { FolderRegistry, Registries } from './registries';
import { t } from './words';

/** The document of a model's card. The folder stands in the query: a tab shows the last part of the path. */
export function cardUri(folder: vscode.Uri, model: string): vscode.Uri {
	return vscode.Uri.from({ scheme: textScheme, path: `/${model}.md`, query: folder.toString() });
}

interface Seen { readonly text: string; readonly written: boolean; readonly mtime: number }

/** Model cards as documents: opening reads the record in effect, saving writes a new one. */
export class Cards extends Parts {
	readonly #changed = this.own(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
	readonly onDidChangeFile = this.#changed.event;
	readonly #seen = new Map<string, Seen>();
	/** Told of a change while it saves, an editor takes it for somebody else's and refuses to save. */
	readonly #saving = new Set<string>();

	constructor(private readonly registries: Registries) {
		super();
		this.own(registries.onDidChange(entry => void this.#compare(entry)));
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const { text, mtime } = await this.#look(uri);
		return {
			type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(text),
			...(vscode.workspace.isTrusted ? {} : { permissions: vscode.FilePermission.Readonly }),
		};
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		return Buffer.from((await this.#look(uri)).text);
	}

	async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
		if (!vscode.workspace.isTrusted) { throw vscode.FileSystemError.NoPermissions(t('Writing a model card needs a trusted workspace.')); }
		const { entry, model } = this.#place(uri);
		this.#saving.add(uri.toString());
		try {
			await (await entry.open()).writeCard(model, Buffer.from(content).toString('utf8'));
			await this.#look(uri);
		} catch (error) {
			throw RegistryError.is(error) ? vscode.FileSystemError.Unavailable(error.message) : error;
		} finally {
			this.#saving.delete(uri.toString());
		}
	}

	/** The card as it is now, with a time that grows whenever its text became another. */
	async #look(uri: vscode.Uri): Promise<Seen> {
		const { entry, model } = this.#place(uri);
		const written = await this.#read(entry, model, uri);
		const text = written ?? template(model);
		const before = this.#seen.get(uri.toString());
		const seen = before?.text === text ? { ...before, written: written !== undefined } : { text, written: written !== undefined, mtime: Date.now() };
		this.#seen.set(uri.toString(), seen);
		return seen;
	}

	async #read(entry: FolderRegistry, model: string, uri: vscode.Uri): Promise<string | undefined> {
		try {
			return await (await entry.open()).readCard(model);
		} catch (error) {
			if (RegistryError.is(error, 'no-model')) { throw vscode.FileSystemError.FileNotFound(uri); }
			throw error;
		}
	}

	#place(uri: vscode.Uri): { readonly entry: FolderRegistry; readonly model: string } {
		const entry = this.registries.at(uri.query);
		if (!entry || !uri.path.endsWith('.md')) { throw vscode.FileSystemError.FileNotFound(uri); }
		return { entry, model: uri.path.slice(1, -'.md'.length) };
	}

	async #compare(changed: FolderRegistry | undefined): Promise<void> {
		for (const [id, before] of [...this.#seen]) {
			const uri = vscode.Uri.parse(id, true);
			if (this.#saving.has(id)) { continue; }
			if (changed && uri.query !== changed.folder.uri.toString()) { continue; }
			const now = await this.#look(uri).catch(() => undefined /* It went away; its editor will say so. */);
			if (now && now.text !== before.text && !this.#saving.has(id)) { this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]); }
		}
	}
}

/** What stands in a card that nobody has written yet. */
function template(model: string): string {
	return `# ${model}\n\n${[
		t('## What it does'), t('## Data'), t('## How it was evaluated'), t('## Limits'),
	].map(head => `${head}\n`).join('\n')}`;
}
