import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Conflict } from '../../core/model';
import { Parts } from '../disposable';
import type { FolderRegistry, Registries } from '../registries';
import { setting } from '../setting';
import type { ModelsView } from '../tree/modelsView';
import { conflictName } from '../tree/rows';
import { short } from '../tree/short';
import { t } from '../words';
import { conflictKey } from './conflictKey';

/** Changes that come together, such as the files of a merge, are waited for so long, in ms. */
const together = 400;

/**
 * Says that there is something to decide: in the status bar while there is, and once in a notification when a pull or merge brings it. What is there when
 * the window opens is shown by the view alone. Opens no registry by itself: it looks after the view did, or after one changed.
 */
export class ConflictWatch extends Parts {
	readonly #status = this.own(vscode.window.createStatusBarItem('modelRegistry.conflicts', vscode.StatusBarAlignment.Left, 0));
	readonly #known = new Map<FolderRegistry, ReadonlySet<string>>();
	#soon: NodeJS.Timeout | undefined;

	constructor(private readonly registries: Registries, view: ModelsView) {
		super();
		this.#status.name = t('Model Registry Conflicts');
		this.#status.command = 'modelRegistry.showConflicts';
		this.own(registries.onDidChange(() => { this.#lookSoon(); }));
		this.own(view.tree.onDidDraw(() => { if (!this.#known.size) { this.#lookSoon(); } }));
		this.own({ dispose: () => { clearTimeout(this.#soon); } });
	}

	#lookSoon(): void {
		clearTimeout(this.#soon);
		this.#soon = setTimeout(() => void this.#look(), together);
	}

	async #look(): Promise<void> {
		const open: { readonly entry: FolderRegistry; readonly conflict: Conflict }[] = [];
		const brought: typeof open = [];
		for (const entry of await this.registries.initialized()) {
			const conflicts = await conflictsOf(entry);
			const before = this.#known.get(entry);
			this.#known.set(entry, new Set(conflicts.map(conflictKey)));
			for (const conflict of conflicts) {
				open.push({ entry, conflict });
				if (before && !before.has(conflictKey(conflict))) { brought.push({ entry, conflict }); }
			}
		}
		if (this.disposed) { return; }
		this.#show(open.map(one => one.conflict));
		const [first] = brought;
		if (first && setting('conflicts.notify', first.entry.folder.uri)) { await notify(first.entry, brought.map(one => one.conflict)); }
	}

	#show(open: readonly Conflict[]): void {
		const [first, ...more] = open;
		if (!first) { this.#status.hide(); return; }
		this.#status.text = `$(warning) ${more.length ? t('{0} model conflicts', open.length) : `${short(first.model, 40)}: ${t('{0} is in conflict', conflictName(first.name))}`}`;
		this.#status.tooltip = open.slice(0, 10).map(sentenceOf).join('\n');
		this.#status.show();
	}
}

async function conflictsOf(entry: FolderRegistry): Promise<readonly Conflict[]> {
	try {
		return await (await entry.open()).conflicts();
	} catch (error) {
		// A registry that can't be read says so in its row.
		if (RegistryError.is(error)) { return []; }
		throw error;
	}
}

async function notify(entry: FolderRegistry, brought: readonly Conflict[]): Promise<void> {
	const [first, ...more] = brought;
	if (!first) { return; }
	const text = more.length ? t('{0} things of models were set on two branches and wait to be decided.', brought.length) : sentenceOf(first);
	const show = t('Show Conflicts');
	if (await vscode.window.showWarningMessage(text, show) === show) {
		await vscode.commands.executeCommand('modelRegistry.showConflicts', { folder: entry.folder.uri.toString(), focus: conflictKey(first) });
	}
}

function sentenceOf({ model, name, subject, sides }: Conflict): string {
	const of = subject === undefined ? short(model, 60) : `${short(model, 60)} ${subject}`;
	const values = [...sides].sort((a, b) => (a.record < b.record ? -1 : 1)).map(side => short(side.label, 40)).join(t(' or '));
	return t('{0}: {1} was set on two branches, to {2}.', of, conflictName(name), values);
}
