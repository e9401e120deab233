import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { FileState } from '../../core/model';
import type { FolderRegistry, Registries } from '../registries';
import { setting } from '../setting';
import { Parts } from '../disposable';
import type { Arrangement } from './arrangement';
import { itemOf } from './item';
import { folderNodes, groupNodes, type Shelf } from './modelNodes';
import { folderOf, type FolderNode, type MoreNode, type TreeNode } from './node';
import { Presence } from './presence';
import { sectionChildren } from './sectionNodes';
import { tooltipOf } from './tooltip';
import { archivedChildren, modelChildren, versionChildren } from './versionNodes';

/** Asks the registries and dresses what they say; keeps only how far lists were opened. */
export class ModelsTree extends Parts implements vscode.TreeDataProvider<TreeNode> {
	readonly #changed = this.own(new vscode.EventEmitter<TreeNode | undefined>());
	readonly onDidChangeTreeData = this.#changed.event;
	readonly #drawn = this.own(new vscode.EventEmitter<readonly TreeNode[]>());
	/** After the top rows were made anew. */
	readonly onDidDraw = this.#drawn.event;
	readonly #presence: Presence;
	/** Lists that show more than the first page: id → rows. */
	readonly #limits = new Map<string, number>();
	/** Version → the row that VS Code holds for it. */
	readonly #rows = new Map<string, TreeNode>();

	constructor(private readonly registries: Registries, private readonly arranged: () => Arrangement, log: vscode.LogOutputChannel) {
		super();
		this.#presence = new Presence(version => {
			const row = this.#rows.get(version);
			if (row) { this.#changed.fire(row); }
		}, error => { log.warn(`The bytes of a version could not be looked at: ${error instanceof Error ? error.message : String(error)}`); });
	}

	/** Draws a row and what is below it anew; everything without a row. */
	redraw(node?: TreeNode): void {
		this.#changed.fire(node);
	}

	/** Also looks at the files again. */
	refresh(): void {
		this.#presence.forget();
		this.redraw();
	}

	learn(version: string, state: FileState): void {
		this.#presence.learn(version, state);
		const row = this.#rows.get(version);
		if (row) { this.redraw(row); }
	}

	loadMore({ id, parent, next }: MoreNode): void {
		const list = id.slice(0, -'|more'.length);
		this.extend(list, this.#page(parent && folderOf(parent)), next);
		this.redraw(parent);
	}

	extend(list: string, page: number, by: number): void {
		this.#limits.set(list, (this.#limits.get(list) ?? page) + by);
	}

	getTreeItem(node: TreeNode): vscode.TreeItem {
		return itemOf(node);
	}

	getParent(node: TreeNode): TreeNode | undefined {
		return node.parent;
	}

	async getChildren(node?: TreeNode): Promise<TreeNode[]> {
		const nodes = await (node ? this.#below(node) : this.#roots());
		for (const child of nodes) {
			if (child.kind === 'version') { this.#rows.set(child.version.id, child); }
		}
		if (!node) { this.#drawn.fire(nodes); }
		return [...nodes];
	}

	async resolveTreeItem(item: vscode.TreeItem, node: TreeNode, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
		const shelf = await this.#shelfOf(node);
		const tooltip = shelf && await tooltipOf(shelf.registry, node);
		if (!token.isCancellationRequested && tooltip !== undefined) { item.tooltip = tooltip; }
		return item;
	}

	async #roots(): Promise<readonly TreeNode[]> {
		const { all } = this.registries;
		const initialized = await this.registries.initialized();
		// Nothing at all is said by the view's welcome.
		if (!initialized.length) { return this.#failures(all); }
		const [only] = all;
		if (all.length === 1 && only) { return folderNodes(await this.#shelf(only, undefined)); }
		return Promise.all(all.map(async (entry): Promise<FolderNode> => {
			const id = entry.folder.uri.toString();
			const there = initialized.includes(entry);
			return { kind: 'folder', id, folder: id, parent: undefined, name: entry.folder.name, initialized: there, models: there ? await this.#count(entry) : undefined };
		}));
	}

	/** A `.model-registry` that is a file is no registry, and isn't nothing either. */
	async #failures(all: readonly FolderRegistry[]): Promise<readonly TreeNode[]> {
		const found = await Promise.all(all.map(async entry => {
			const there = await vscode.workspace.fs.stat(vscode.Uri.joinPath(entry.folder.uri, '.model-registry')).then(stat => stat.type !== vscode.FileType.Directory, () => false);
			return there ? folderNodes(await this.#shelf(entry, undefined)) : [];
		}));
		return found.flat();
	}

	async #count(entry: FolderRegistry): Promise<number | undefined> {
		try {
			return (await (await entry.open()).models()).length;
		} catch (error) {
			if (RegistryError.is(error)) { return undefined; }
			throw error;
		}
	}

	async #below(node: TreeNode): Promise<readonly TreeNode[]> {
		const shelf = await this.#shelfOf(node);
		if (!shelf) { return []; }
		const bytes = (version: Parameters<Presence['of']>[1]) => this.#presence.of(shelf.registry, version);
		switch (node.kind) {
			case 'folder': return node.initialized ? folderNodes({ ...shelf, parent: node }) : [];
			case 'group': return groupNodes(shelf, node);
			case 'model': return modelChildren(shelf, node, bytes);
			case 'archived': return archivedChildren(shelf, node, bytes);
			case 'version': return versionChildren(node);
			case 'section': return sectionChildren(shelf, node);
			default: return [];
		}
	}

	async #shelfOf(node: TreeNode): Promise<Shelf | undefined> {
		const folder = folderOf(node);
		const entry = folder === undefined ? undefined : this.registries.at(folder);
		return entry && this.#shelf(entry, undefined);
	}

	async #shelf(entry: FolderRegistry, parent: FolderNode | undefined): Promise<Shelf> {
		const folder = entry.folder.uri.toString();
		const page = this.#page(folder);
		return { folder, registry: await entry.open(), parent, arrangement: this.arranged(), limit: list => ({ shown: this.#limits.get(list) ?? page, page }) };
	}

	#page(folder: string | undefined): number {
		return Math.max(1, setting('tree.pageSize', folder === undefined ? undefined : vscode.Uri.parse(folder)));
	}
}
