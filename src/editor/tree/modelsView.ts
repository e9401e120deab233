import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { modelsView } from '../../manifest/views';
import { setContext } from '../contextKey';
import { Parts } from '../disposable';
import type { FolderRegistry, Registries } from '../registries';
import { t } from '../words';
import { pastSentences } from '../past/pastSentences';
import { filterQuery } from './filterQuery';
import { parseArrangement, type Arrangement } from './arrangement';
import { ModelsTree } from './modelsTree';
import type { ModelNode, TreeNode, VersionNode } from './node';
import { dropRegisters } from './dropRegisters';
import { findNode } from './findNode';

const kept = 'arrangement';

/** The Models view: its tree, and what stands around it. */
export class ModelsView extends Parts {
	readonly tree: ModelsTree;
	readonly #view: vscode.TreeView<TreeNode>;
	readonly #selected = this.own(new vscode.EventEmitter<readonly TreeNode[]>());
	/** After the person selected other rows. */
	readonly onDidSelect = this.#selected.event;
	#arrangement: Arrangement;
	#soon: NodeJS.Timeout | undefined;
	/** When the tree was last told to redraw, or is about to be. */
	#told = 0;

	constructor(private readonly registries: Registries, private readonly memory: vscode.Memento, log: vscode.LogOutputChannel) {
		super();
		this.#arrangement = parseArrangement(memory.get(kept));
		this.tree = this.own(new ModelsTree(registries, () => this.#arrangement, log));
		this.#view = this.own(vscode.window.createTreeView(modelsView.id, { treeDataProvider: this.tree, canSelectMany: true, showCollapseAll: true, dragAndDropController: dropRegisters }));
		this.own(this.#view.onDidChangeSelection(({ selection }) => this.#selected.fire(selection)));
		this.own(this.tree.onDidDraw(roots => void this.#say(roots)));
		this.own(this.tree.onDidChangeTreeData(() => { this.#told = Math.max(this.#told, Date.now()); }));
		this.own(registries.onDidChange(() => this.#redrawSoon()));
		this.own(vscode.workspace.onDidChangeConfiguration(change => { if (change.affectsConfiguration('modelRegistry.tree')) { this.tree.redraw(); } }));
		// Ages grow while nothing happens.
		const aging = setInterval(() => { if (this.#view.visible) { this.tree.redraw(); } }, 10 * 60_000);
		this.own({ dispose: () => { clearInterval(aging); clearTimeout(this.#soon); } });
	}

	get selection(): readonly TreeNode[] {
		return this.#view.selection;
	}

	get arrangement(): Arrangement {
		return this.#arrangement;
	}

	async arrange(change: Partial<Arrangement>): Promise<void> {
		this.#arrangement = { ...this.#arrangement, ...change };
		await this.memory.update(kept, this.#arrangement);
		this.tree.redraw();
	}

	/** Shows a version's row, selected, however far down its list it is. */
	async showVersion(entry: FolderRegistry, version: string, options: { readonly focus?: boolean } = {}): Promise<void> {
		await this.#quiet();
		for (let attempt = 1; ; attempt++) {
			const node = await this.#find(entry, version);
			if (!node) { return; }
			const shown = await this.#view.reveal(node, { select: true, focus: options.focus ?? false, expand: false }).then(() => this.#isSelected(node.id), (error: unknown) => error);
			if (shown === true) { return; }
			if (attempt === 5 && shown !== false) { throw shown; }
			if (attempt === 5) { return; }
			await setTimeout(200);
		}
	}

	/** VS Code gives up a row that a redraw overtakes, and redraws some time after it is told to: right after a registration that is what happens. */
	async #quiet(): Promise<void> {
		while (Date.now() - this.#told < 350) { await setTimeout(50); }
	}

	/** Whether a row is selected, or becomes so in a moment. */
	async #isSelected(id: string): Promise<boolean> {
		for (let look = 0; look < 10; look++) {
			if (this.#view.selection.some(node => node.id === id)) { return true; }
			await setTimeout(50);
		}
		return false;
	}

	async #find(entry: FolderRegistry, version: string): Promise<VersionNode | ModelNode | undefined> {
		const found = await findNode(this.tree, entry, version);
		if (found || this.#arrangement.filter === '') { return found; }
		// The filter hides it.
		await this.arrange({ filter: '' });
		return findNode(this.tree, entry, version);
	}

	/** A change is often several records: they are drawn together. */
	#redrawSoon(): void {
		clearTimeout(this.#soon);
		this.#told = Date.now() + 60;
		this.#soon = globalThis.setTimeout(() => this.tree.redraw(), 60);
	}

	async #say(roots: readonly TreeNode[]): Promise<void> {
		const { filter } = this.#arrangement;
		const initialized = await this.registries.initialized();
		const { conflicts, aside } = await openMatters(initialized);
		const models = roots.some(node => node.kind !== 'problems');
		await setContext('modelRegistry.content', !initialized.length ? 'no-registry' : models || filter !== '' ? 'models' : 'empty');
		await setContext('modelRegistry.filtered', filter !== '');
		await setContext('modelRegistry.hasConflicts', conflicts > 0);
		await setContext('modelRegistry.hasProblems', aside > 0);
		const shown = filter === '' ? undefined : filterQuery(filter).where === undefined ? t('Showing what holds "{0}"', filter) : t('Showing versions where {0}', filter);
		this.#view.message = [...pastSentences(this.registries.all, models || filter !== ''), ...(shown === undefined ? [] : [shown])].join(' ') || undefined;
		const open = [conflicts === 0 ? undefined : conflicts === 1 ? t('1 conflict to decide') : t('{0} conflicts to decide', conflicts), aside === 0 ? undefined : aside === 1 ? t('1 record was set aside') : t('{0} records were set aside', aside)];
		this.#view.badge = conflicts + aside ? { value: conflicts + aside, tooltip: open.filter(part => part !== undefined).join(', ') } : undefined;
	}
}

/** How much waits for somebody, in all folders, whatever the view shows of it. A registry that can't be read says so in its row. */
async function openMatters(initialized: readonly FolderRegistry[]): Promise<{ readonly conflicts: number; readonly aside: number }> {
	let [conflicts, aside] = [0, 0];
	for (const entry of initialized) {
		try {
			const registry = await entry.open();
			conflicts += (await registry.conflicts()).length;
			aside += (await registry.problems()).length;
		} catch (error) {
			if (!RegistryError.is(error)) { throw error; }
		}
	}
	return { conflicts, aside };
}
