import * as vscode from 'vscode';
import { compareViewType } from '../../manifest/viewTypes';
import { setContext } from '../contextKey';
import { Parts } from '../disposable';
import type { Registries } from '../registries';
import type { ModelsView } from '../tree/modelsView';
import { targetOf, type CompareTarget } from './target';

/** What the pages of comparisons work with. */
export interface CompareHome {
	readonly registries: Registries;
	readonly view: ModelsView;
	readonly extensionUri: vscode.Uri;
	readonly log: vscode.LogOutputChannel;
}

/** The panels that compare versions: opened by commands, and opened again after a reload. */
export class Comparisons extends Parts implements vscode.WebviewPanelSerializer {
	readonly #home: CompareHome;
	/** The version that waits for another one to be compared with. */
	#selected: { readonly folder: string; readonly version: string } | undefined;

	constructor(registries: Registries, view: ModelsView, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
		super();
		this.#home = { registries, view, extensionUri, log };
		this.own(vscode.window.registerWebviewPanelSerializer(compareViewType, this));
		this.own(vscode.window.registerUriHandler({ handleUri: async uri => { const { openLink } = await import('./openLink'); await openLink(registries, this, uri.toString(true)); } }));
	}

	async open(target: CompareTarget): Promise<void> {
		const panel = vscode.window.createWebviewPanel(compareViewType, '', vscode.ViewColumn.Active, {});
		await this.#show(panel, target);
	}

	/** `state` is what the page had kept. */
	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		await this.#show(panel, targetOf(state));
	}

	get selected(): { readonly folder: string; readonly version: string } | undefined {
		return this.#selected;
	}

	async select(version: { readonly folder: string; readonly version: string }): Promise<void> {
		this.#selected = version;
		await setContext('modelRegistry.selectedForCompare', true);
	}

	async #show(panel: vscode.WebviewPanel, target: CompareTarget): Promise<void> {
		const media = (name: string) => vscode.Uri.joinPath(this.#home.extensionUri, 'media', name);
		panel.iconPath = { light: media('compare-light.svg'), dark: media('compare-dark.svg') };
		// Not before a comparison is opened: activation doesn't wait for what checks and words a page.
		const { openComparePage } = await import('./comparePage');
		if (!this.disposed) { openComparePage(this.#home, panel, target); }
	}
}
