import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { RunsFound } from '../../core/verbs/runs';
import { runsView } from '../../manifest/views';
import { setContext } from '../contextKey';
import { Parts } from '../disposable';
import type { FolderRegistry, Registries } from '../registries';
import { t } from '../words';
import { arrangeRuns, runKey } from './arrangeRuns';
import { HiddenRuns } from './hiddenRuns';
import { RunChanges } from './runChanges';
import type { GroupRow, RunNode, RunsFailure, RunsNode } from './runNode';
import { RunsTree } from './runsTree';

type Found = RunsFound | RegistryError;

/** The Runs Found view: looks for runs while it is in sight, and then at what changes only. */
export class RunsView extends Parts {
	readonly tree: RunsTree;
	readonly #view: vscode.TreeView<RunsNode>;
	readonly #hidden: HiddenRuns;
	readonly #found = new Map<string, Found>();
	/** While the view is in sight. */
	readonly #watched = new Map<string, RunChanges>();
	#looking: Promise<void> | undefined;

	constructor(private readonly registries: Registries, memory: vscode.Memento, private readonly log: vscode.LogOutputChannel) {
		super();
		this.#hidden = new HiddenRuns(memory);
		this.tree = this.own(new RunsTree(() => this.#roots()));
		this.#view = this.own(vscode.window.createTreeView(runsView.id, { treeDataProvider: this.tree, canSelectMany: true, showCollapseAll: true }));
		this.own(this.#view.onDidChangeVisibility(({ visible }) => this.#seen(visible)));
		this.own(registries.onDidChange(entry => { if (this.#looking && this.#view.visible) { void this.#registered(entry); } }));
		this.own({ dispose: () => this.#unwatch() });
		// Ages grow, and trainings end, while nothing happens.
		const aging = setInterval(() => { if (this.#view.visible) { void this.#registered(undefined); } }, 60_000);
		this.own({ dispose: () => clearInterval(aging) });
	}

	get selection(): readonly RunsNode[] {
		return this.#view.selection;
	}

	/** Looks at everything anew. */
	async refresh(): Promise<void> {
		await this.#look(this.registries.all, undefined);
	}

	async hide(nodes: readonly RunNode[]): Promise<void> {
		await this.#hidden.hide(nodes.map(node => node.id));
		this.#draw();
	}

	async unhide(keys?: readonly string[]): Promise<void> {
		await this.#hidden.show(keys);
		this.#draw();
	}

	/** The first rows are what the looking waits for. */
	async #roots(): Promise<readonly (RunNode | GroupRow | RunsFailure)[]> {
		if (!this.#looking) {
			this.#watch();
			this.#looking = this.#look(this.registries.all, undefined);
		}
		await this.#looking;
		const several = this.registries.all.length > 1;
		const rows = this.registries.all.flatMap(({ folder }): readonly (RunNode | GroupRow | RunsFailure)[] => {
			const id = folder.uri.toString();
			const found = this.#found.get(id);
			if (!found) { return []; }
			if (found instanceof RegistryError) { return [{ kind: 'runsFailure', id: `${id}|failure`, parent: undefined, sentence: found.message }]; }
			return arrangeRuns(this.#shown(id, found), { folder: id, place: several ? folder.name : undefined });
		});
		return several ? [...rows].sort((a, b) => timeOf(b) - timeOf(a)) : rows;
	}

	#shown(folder: string, { runs }: RunsFound): RunsFound['runs'] {
		return runs.filter(run => !this.#hidden.has(runKey(folder, run)));
	}

	#seen(visible: boolean): void {
		if (!visible) { this.#unwatch(); return; }
		if (!this.#looking || this.#watched.size > 0) { return; }
		// What happened while nobody looked isn't known.
		this.#watch();
		void this.#quietly(this.refresh());
	}

	#watch(): void {
		this.#unwatch();
		for (const entry of this.registries.all) { this.#watched.set(entry.folder.uri.toString(), new RunChanges(entry, paths => void this.#quietly(this.#look([entry], paths)))); }
	}

	#unwatch(): void {
		for (const changes of this.#watched.values()) { changes.dispose(); }
		this.#watched.clear();
	}

	/** A version came, or a folder did: what is registered is asked again, and no run is read for it. */
	async #registered(entry: FolderRegistry | undefined): Promise<void> {
		if (!entry && this.#watched.size > 0) { this.#watch(); }
		const all = entry ? [entry] : this.registries.all;
		await this.#quietly(Promise.all(all.map(one => this.#look([one], this.#found.has(one.folder.uri.toString()) ? [] : undefined))));
	}

	async #look(entries: readonly FolderRegistry[], changed: readonly string[] | undefined): Promise<void> {
		const work = Promise.all(entries.map(async entry => {
			const id = entry.folder.uri.toString();
			const started = performance.now();
			const found = await this.#ask(entry, changed);
			this.log.debug(`Found the training runs of ${entry.folder.name} in ${Math.round(performance.now() - started)} ms`);
			const before = this.#found.get(id);
			this.#found.set(id, found);
			return before !== undefined && signature(before) !== signature(found);
		}));
		if (!changed) { void vscode.window.withProgress({ location: { viewId: runsView.id } }, () => work.then(() => undefined, () => undefined)); }
		const differs = (await work).includes(true);
		await this.#say();
		// The first rows are asked for, not announced. Ages are drawn anew with every look around.
		if (differs || changed?.length === 0) { this.tree.redraw(); }
	}

	async #ask(entry: FolderRegistry, changed: readonly string[] | undefined): Promise<Found> {
		try {
			return await (await entry.now()).runs(changed ? { changed } : {});
		} catch (error) {
			if (RegistryError.is(error)) { return error; }
			throw error;
		}
	}

	#draw(): void {
		void this.#say();
		this.tree.redraw();
	}

	async #say(): Promise<void> {
		let [shown, hidden, registered] = [0, 0, 0];
		for (const [folder, found] of this.#found) {
			if (found instanceof RegistryError) { continue; }
			const open = this.#shown(folder, found).length;
			[shown, hidden, registered] = [shown + open, hidden + found.runs.length - open, registered + found.registered];
		}
		this.#view.badge = shown === 0 ? undefined : { value: shown, tooltip: shown === 1 ? t('1 training run is not registered') : t('{0} training runs are not registered', shown) };
		await setContext('modelRegistry.runs', shown > 0 ? 'found' : hidden > 0 ? 'hidden' : registered > 0 ? 'registered' : 'none');
		await setContext('modelRegistry.hasHiddenRuns', hidden > 0);
	}

	/** Nobody has asked for it, so its failure is the log's. */
	async #quietly(work: Promise<unknown>): Promise<void> {
		await work.catch((error: unknown) => { this.log.error(`Training runs could not be looked for: ${error instanceof Error ? error.stack ?? error.message : String(error)}`); });
	}
}

/** What rows show: a look that changes nothing of it draws nothing. */
function signature(found: Found): string {
	if (found instanceof RegistryError) { return found.message; }
	return found.runs.map(({ tool, id, name, state, progress, metrics, best, checkpoints, registered }) => [tool, id, name, state, progress, Object.values(metrics).join(), best?.path, checkpoints.length, registered].join('|')).join('\n');
}

function timeOf(node: RunNode | GroupRow | RunsFailure): number {
	const run = node.kind === 'run' ? node.run : node.kind === 'runGroup' ? node.children[0]?.run : undefined;
	return (run?.started ?? run?.ended)?.getTime() ?? Infinity;
}
