import * as vscode from 'vscode';
import { Parts } from '../disposable';
import { setting } from '../setting';
import { runItem } from './runItem';
import { groupTooltip, runTooltip } from './runTooltip';
import type { GroupRow, MoreRuns, RunNode, RunsFailure, RunsNode } from './runNode';

/** Dresses what was found; keeps only how far lists were opened. */
export class RunsTree extends Parts implements vscode.TreeDataProvider<RunsNode> {
	readonly #changed = this.own(new vscode.EventEmitter<RunsNode | undefined>());
	readonly onDidChangeTreeData = this.#changed.event;
	/** Lists that show more than the first page: id → rows. */
	readonly #limits = new Map<string, number>();

	/** `roots` are asked for when the view is first shown, and after every change. */
	constructor(private readonly roots: () => Promise<readonly (RunNode | GroupRow | RunsFailure)[]>) {
		super();
	}

	redraw(): void {
		this.#changed.fire(undefined);
	}

	loadMore({ parent, next }: MoreRuns): void {
		const list = parent?.id ?? '';
		this.#limits.set(list, this.#limit(parent) + next);
		this.#changed.fire(parent);
	}

	getTreeItem(node: RunsNode): vscode.TreeItem {
		return runItem(node);
	}

	getParent(node: RunsNode): RunsNode | undefined {
		return node.parent;
	}

	async getChildren(node?: RunsNode): Promise<RunsNode[]> {
		if (!node) { return this.#page(await this.roots(), undefined); }
		return node.kind === 'run' || node.kind === 'runGroup' ? this.#page(node.children, node) : [];
	}

	resolveTreeItem(item: vscode.TreeItem, node: RunsNode): vscode.TreeItem {
		if (node.kind === 'run' || node.kind === 'runGroup') {
			const tooltip = new vscode.MarkdownString(node.kind === 'run' ? runTooltip(node) : groupTooltip(node), true);
			tooltip.isTrusted = false;
			item.tooltip = tooltip;
		}
		return item;
	}

	#page(rows: readonly RunsNode[], parent: RunNode | GroupRow | undefined): RunsNode[] {
		const shown = this.#limit(parent);
		if (rows.length <= shown) { return [...rows]; }
		const left = rows.length - shown;
		return [...rows.slice(0, shown), { kind: 'moreRuns', id: `${parent?.id ?? ''}|more`, parent, next: Math.min(left, this.#pageSize(parent)), left }];
	}

	#limit(parent: RunNode | GroupRow | undefined): number {
		return this.#limits.get(parent?.id ?? '') ?? this.#pageSize(parent);
	}

	#pageSize(parent: RunNode | GroupRow | undefined): number {
		return Math.max(1, setting('tree.pageSize', parent && vscode.Uri.parse(parent.folder)));
	}
}
