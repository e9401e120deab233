import * as vscode from 'vscode';
import { conflictsViewType } from '../../manifest/viewTypes';
import type { Comparisons } from '../compare/comparisons';
import { Parts } from '../disposable';
import type { Registries } from '../registries';
import type { ModelsView } from '../tree/modelsView';
import { t } from '../words';
import { conflictsTargetOf, type ConflictsTarget } from './target';

/** What the pages of conflicts work with. */
export interface ConflictsHome {
	readonly registries: Registries;
	readonly view: ModelsView;
	readonly comparisons: Comparisons;
	readonly extensionUri: vscode.Uri;
	readonly log: vscode.LogOutputChannel;
}

/** The panels where conflicts are decided: one for a folder, opened by a command, and opened again after a reload. */
export class ConflictPages extends Parts implements vscode.WebviewPanelSerializer {
	readonly #panels = new Map<string, { readonly panel: vscode.WebviewPanel; focus?: (key: string) => void }>();

	constructor(private readonly home: ConflictsHome) {
		super();
		this.own(vscode.window.registerWebviewPanelSerializer(conflictsViewType, this));
	}

	async open(target: ConflictsTarget): Promise<void> {
		const there = this.#panels.get(target.folder);
		if (!there) { await this.#show(vscode.window.createWebviewPanel(conflictsViewType, t('Conflicts'), vscode.ViewColumn.Active, {}), target); return; }
		there.panel.reveal();
		if (target.focus !== undefined) { there.focus?.(target.focus); }
	}

	/** `state` is what the page had kept. */
	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		await this.#show(panel, conflictsTargetOf(state));
	}

	async #show(panel: vscode.WebviewPanel, target: ConflictsTarget): Promise<void> {
		const { folder } = target;
		const media = (name: string) => vscode.Uri.joinPath(this.home.extensionUri, 'media', name);
		panel.iconPath = { light: media('conflicts-light.svg'), dark: media('conflicts-dark.svg') };
		const entry: { readonly panel: vscode.WebviewPanel; focus?: (key: string) => void } = { panel };
		this.#panels.set(folder, entry);
		panel.onDidDispose(() => { if (this.#panels.get(folder) === entry) { this.#panels.delete(folder); } });
		// Not before a page is opened: activation doesn't wait for what checks and words it.
		const { openConflictsPanel } = await import('./conflictsPage');
		if (!this.disposed) { entry.focus = openConflictsPanel(this.home, panel, target); }
	}
}
