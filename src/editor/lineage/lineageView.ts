import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { lineageView } from '../../manifest/views';
import { setContext } from '../contextKey';
import { Parts } from '../disposable';
import type { Registries } from '../registries';
import { short } from '../tree/short';
import type { ModelsView } from '../tree/modelsView';
import { versionOf, type TreeNode } from '../tree/node';
import { lineageDress } from './lineageDress';
import type { LineageRow } from './lineageNode';
import { lineageChildren, lineageRoots } from './lineageRows';
import { nodeAt, type NodeAt } from './nodeAt';
import { lineageTooltip } from './lineageTooltip';

/** What the view is about: a node of a folder's lineage. */
export interface LineageSubject { readonly folder: string; readonly key: string }

/** The Lineage view: what the version that is selected in the Models view came from, and what it led to. */
export class LineageView extends Parts implements vscode.TreeDataProvider<LineageRow> {
	readonly #changed = this.own(new vscode.EventEmitter<undefined>());
	readonly onDidChangeTreeData = this.#changed.event;
	readonly #view: vscode.TreeView<LineageRow>;
	#subject: LineageSubject | undefined;
	#soon: NodeJS.Timeout | undefined;

	constructor(private readonly registries: Registries, models: ModelsView) {
		super();
		this.#view = this.own(vscode.window.createTreeView(lineageView.id, { treeDataProvider: this, showCollapseAll: true }));
		this.own(models.onDidSelect(rows => { this.#follow(rows); }));
		this.own(registries.onDidChange(() => {
			clearTimeout(this.#soon);
			this.#soon = setTimeout(() => this.#changed.fire(undefined), 60);
		}));
		this.own({ dispose: () => { clearTimeout(this.#soon); } });
	}

	get selection(): readonly LineageRow[] {
		return this.#view.selection;
	}

	get subject(): LineageSubject | undefined {
		return this.#subject;
	}

	/** Looks at something else from now on. */
	show(subject: LineageSubject | undefined): void {
		if (subject?.key === this.#subject?.key && subject?.folder === this.#subject?.folder) { return; }
		this.#subject = subject;
		this.#changed.fire(undefined);
	}

	getTreeItem(row: LineageRow): vscode.TreeItem {
		const { label, description, icon, color, context, spoken, opens } = lineageDress(row, new Date());
		const states = { no: vscode.TreeItemCollapsibleState.None, closed: vscode.TreeItemCollapsibleState.Collapsed, open: vscode.TreeItemCollapsibleState.Expanded } as const;
		const item = new vscode.TreeItem(label, states[opens]);
		item.id = row.id;
		item.contextValue = context;
		item.accessibilityInformation = { label: spoken };
		if (description !== undefined) { item.description = description; }
		if (icon !== undefined) { item.iconPath = new vscode.ThemeIcon(icon, color && new vscode.ThemeColor(color)); }
		if (row.is === 'thing') { item.tooltip = lineageTooltip(row); }
		return item;
	}

	getParent(row: LineageRow): LineageRow | undefined {
		return row.above;
	}

	async getChildren(row?: LineageRow): Promise<LineageRow[]> {
		if (row) {
			const near = row.is === 'rest' ? undefined : await this.#near(row.folder, row.is === 'side' ? row.key : row.node.key);
			return near ? [...lineageChildren(near.graph, row)] : [];
		}
		const near = this.#subject && await this.#near(this.#subject.folder, this.#subject.key);
		const root = near?.node;
		await setContext('modelRegistry.hasLineage', root !== undefined);
		this.#view.description = root && short(root.title, 60);
		return this.#subject && near && root ? [...lineageRoots(near.graph, root, this.#subject.folder)] : [];
	}

	/** A node with what is two steps from it: whether its children can be opened is known, and a large lineage stays where it is. */
	async #near(folder: string, key: string): Promise<NodeAt | undefined> {
		try {
			const registry = await this.registries.at(folder)?.open();
			return registry && await nodeAt(registry, key, 2);
		} catch (error) {
			// The Models view says what is wrong with a registry that can't be read.
			if (RegistryError.is(error)) { return undefined; }
			throw error;
		}
	}

	/** A row inside a version stands for it, a model for its newest version. What is deselected stays. */
	#follow([row, ...others]: readonly TreeNode[]): void {
		if (!row || others.length) { return; }
		const version = versionOf(row);
		if (version) { this.show({ folder: version.folder, key: `version:${version.version.id}` }); return; }
		if (row.kind === 'model' && row.standing.latest) { this.show({ folder: row.folder, key: `version:${row.standing.latest.id}` }); }
	}
}
