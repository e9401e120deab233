import * as vscode from 'vscode';
import { modelViewType } from '../../manifest/viewTypes';
import type { Comparisons } from '../compare/comparisons';
import { Parts } from '../disposable';
import type { Registries } from '../registries';
import type { ModelsView } from '../tree/modelsView';
import { modelTargetOf, type ModelPageTarget } from './target';

/** What the pages of models work with. */
export interface ModelPagesHome {
	readonly registries: Registries;
	readonly view: ModelsView;
	readonly comparisons: Comparisons;
	/** Of the workspace: the views that were saved. */
	readonly state: vscode.Memento;
	readonly extensionUri: vscode.Uri;
	readonly log: vscode.LogOutputChannel;
}

/** The panels of models: opened by a command, one for a model, and opened again after a reload. */
export class ModelPages extends Parts implements vscode.WebviewPanelSerializer {
	readonly #panels = new Map<string, vscode.WebviewPanel>();

	constructor(private readonly home: ModelPagesHome) {
		super();
		this.own(vscode.window.registerWebviewPanelSerializer(modelViewType, this));
	}

	async open(target: ModelPageTarget): Promise<void> {
		const there = this.#panels.get(keyOf(target));
		if (there) { there.reveal(); return; }
		await this.#show(vscode.window.createWebviewPanel(modelViewType, target.model, vscode.ViewColumn.Active, {}), target);
	}

	/** `state` is what the page had kept. */
	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		await this.#show(panel, modelTargetOf(state));
	}

	async #show(panel: vscode.WebviewPanel, target: ModelPageTarget): Promise<void> {
		const media = (name: string) => vscode.Uri.joinPath(this.home.extensionUri, 'media', name);
		panel.iconPath = { light: media('model-light.svg'), dark: media('model-dark.svg') };
		const key = keyOf(target);
		this.#panels.set(key, panel);
		panel.onDidDispose(() => { if (this.#panels.get(key) === panel) { this.#panels.delete(key); } });
		// Not before a page is opened: activation doesn't wait for what checks and words it.
		const { openModelPanel } = await import('./modelPage');
		if (!this.disposed) { openModelPanel(this.home, panel, target); }
	}
}

function keyOf({ folder, model }: ModelPageTarget): string {
	return JSON.stringify([folder, model]);
}
