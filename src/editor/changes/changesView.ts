import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { GitNames } from '../../core/git/refNames';
import { formatWhen } from '../../core/present/when';
import { changesView } from '../../manifest/views';
import { setContext } from '../contextKey';
import { Parts } from '../disposable';
import { uriIn, type FolderRegistry, type Registries } from '../registries';
import { inert } from '../tree/inert';
import { short } from '../tree/short';
import type { ChangesNode, ModelNode, Side, SideNode } from './changesNode';
import { changesRow } from './changesRow';

const kept = 'changes.base';
/** Entries that one model lists. */
const most = 500;

/** The view Incoming and Outgoing: what this branch adds to the registry against another, and what that one has that isn't here. */
export class ChangesView extends Parts implements vscode.TreeDataProvider<ChangesNode> {
	readonly #changed = this.own(new vscode.EventEmitter<undefined>());
	readonly onDidChangeTreeData = this.#changed.event;
	readonly #view: vscode.TreeView<ChangesNode>;
	#soon: NodeJS.Timeout | undefined;

	constructor(private readonly registries: Registries, private readonly memory: vscode.Memento) {
		super();
		this.#view = this.own(vscode.window.createTreeView(changesView.id, { treeDataProvider: this, showCollapseAll: true }));
		this.own(registries.onDidChange(() => this.#redrawSoon()));
		// Of a repository whose root is a folder of the workspace; others are looked at when the registry changes, or when somebody asks.
		const heads = this.own(vscode.workspace.createFileSystemWatcher('**/.git/{HEAD,FETCH_HEAD,ORIG_HEAD,packed-refs,refs/remotes/**,refs/heads/**}'));
		for (const event of [heads.onDidChange, heads.onDidCreate, heads.onDidDelete]) { this.own(event(() => this.#redrawSoon())); }
		this.own({ dispose: () => clearTimeout(this.#soon) });
	}

	/** Compares with this branch, tag or commit from now on; without one, with what the branch follows. */
	async compareWith(entry: FolderRegistry, base: string | undefined): Promise<void> {
		await this.memory.update(`${kept}.${entry.folder.uri.toString()}`, base);
		this.redraw();
	}

	redraw(): void {
		this.#changed.fire(undefined);
	}

	getTreeItem(node: ChangesNode): vscode.TreeItem {
		const { label, description, icon, context, spoken, opens } = changesRow(node, new Date());
		const states = { no: vscode.TreeItemCollapsibleState.None, closed: vscode.TreeItemCollapsibleState.Collapsed, open: vscode.TreeItemCollapsibleState.Expanded } as const;
		const item = new vscode.TreeItem(label, states[opens]);
		item.id = node.id;
		item.contextValue = context;
		item.accessibilityInformation = { label: spoken };
		if (description !== undefined) { item.description = description; }
		if (icon !== undefined) { item.iconPath = new vscode.ThemeIcon(icon); }
		if (node.is === 'entry') {
			const { entry, above } = node;
			item.tooltip = new vscode.MarkdownString([`**${inert([entry.model, entry.version].filter(part => part).join(' '))}** &nbsp; ${inert(entry.text)}`, entry.reason === undefined ? '' : inert(entry.reason, 500), `${inert(entry.by.name)}, ${formatWhen(entry.at)}`].filter(line => line !== '').join('\n\n'));
			const folder = this.registries.at(node.folder);
			// What comes in is no file yet.
			if (folder && above.above.side === 'outgoing') { item.command = { command: 'vscode.open', title: '', arguments: [uriIn(folder, entry.file)] }; }
		}
		if (node.is === 'model') { item.tooltip = node.model.sentences.map(sentence => short(sentence, 300)).join('\n'); }
		return item;
	}

	getParent(node: ChangesNode): ChangesNode | undefined {
		return node.above;
	}

	async getChildren(node?: ChangesNode): Promise<ChangesNode[]> {
		if (!node) { return this.#roots(); }
		if (node.is === 'side') { return node.changes.models.map((model): ModelNode => ({ is: 'model', id: `${node.id}|${model.model}`, folder: node.folder, above: node, model })); }
		if (node.is !== 'model') { return []; }
		const entries = [...node.model.entries].reverse();
		const rows: ChangesNode[] = entries.slice(0, most).map(entry => ({ is: 'entry', id: `${node.id}|${entry.record}`, folder: node.folder, above: node, entry }));
		return entries.length > most ? [...rows, { is: 'rest', id: `${node.id}|rest`, folder: node.folder, above: node, count: entries.length - most }] : rows;
	}

	async #roots(): Promise<ChangesNode[]> {
		const entries = vscode.workspace.isTrusted ? await this.registries.initialized() : [];
		const found = await Promise.all(entries.map(entry => this.#rootsOf(entry, entries.length > 1 ? entry.folder.name : undefined)));
		const nodes = found.flat();
		await setContext('modelRegistry.hasBase', nodes.length > 0);
		const [first] = nodes;
		this.#view.description = first?.is === 'side' && entries.length === 1 ? short(first.base, 60) : undefined;
		return nodes;
	}

	async #rootsOf(entry: FolderRegistry, name: string | undefined): Promise<ChangesNode[]> {
		const folder = entry.folder.uri.toString();
		try {
			const registry = await entry.now();
			const base = this.memory.get<string>(`${kept}.${folder}`) ?? followed(await registry.gitNames());
			if (base === undefined) { return []; }
			const side = (which: Side, changes: SideNode['changes']): SideNode => ({ is: 'side', id: `${folder}|${which}`, folder, above: undefined, side: which, base, name, changes });
			return [side('outgoing', await registry.changes(base)), side('incoming', await registry.incoming(base))];
		} catch (error) {
			if (!RegistryError.is(error)) { throw error; }
			return [{ is: 'sentence', id: `${folder}|sentence`, folder, above: undefined, sentence: error.message }];
		}
	}

	#redrawSoon(): void {
		clearTimeout(this.#soon);
		this.#soon = setTimeout(() => { if (this.#view.visible) { this.redraw(); } }, 300);
	}
}

/** What a branch is compared with unasked: what it follows, else the branch that everything goes into. */
function followed({ upstream, branch, names }: GitNames): string | undefined {
	const usual = ['origin/main', 'origin/master', 'main', 'master'].find(name => name !== branch && names.some(one => one.name === name));
	return upstream ?? usual;
}
