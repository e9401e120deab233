import * as vscode from 'vscode';
import { lineageViewType } from '../../manifest/viewTypes';
import type { Comparisons } from '../compare/comparisons';
import { Parts } from '../disposable';
import type { ModelPages } from '../model/modelPages';
import type { Registries } from '../registries';
import type { ModelsView } from '../tree/modelsView';
import { t } from '../words';
import type { LineageView } from './lineageView';
import { lineageTargetOf, type LineagePageTarget } from './pageTarget';

/** What the pages of lineage work with. */
export interface LineagePagesHome {
	readonly registries: Registries;
	readonly view: ModelsView;
	readonly lineage: LineageView;
	readonly comparisons: Comparisons;
	readonly modelPages: ModelPages;
	readonly extensionUri: vscode.Uri;
	readonly log: vscode.LogOutputChannel;
}

/** A panel that is open, and how it is turned to a node. */
interface Open { readonly panel: vscode.WebviewPanel; show?: (key: string) => void; first: string | undefined }

/** The panels of lineage: one for a folder, opened by a command, and again after a reload. */
export class LineagePages extends Parts implements vscode.WebviewPanelSerializer {
	readonly #panels = new Map<string, Open>();

	constructor(private readonly home: LineagePagesHome) {
		super();
		this.own(vscode.window.registerWebviewPanelSerializer(lineageViewType, this));
	}

	async open({ folder, key }: LineagePageTarget): Promise<void> {
		const there = this.#panels.get(folder);
		if (!there) { await this.#show(vscode.window.createWebviewPanel(lineageViewType, t('Lineage'), vscode.ViewColumn.Active, {}), { folder, key }); return; }
		there.panel.reveal();
		if (key === undefined) { return; }
		// A page that was hidden is loaded anew: it asks, and is told then.
		there.first = key;
		there.show?.(key);
	}

	/** `state` is what the page had kept. */
	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		await this.#show(panel, lineageTargetOf(state));
	}

	async #show(panel: vscode.WebviewPanel, { folder, key }: LineagePageTarget): Promise<void> {
		const open: Open = { panel, first: key };
		this.#panels.set(folder, open);
		panel.onDidDispose(() => { if (this.#panels.get(folder) === open) { this.#panels.delete(folder); } });
		const media = (name: string) => vscode.Uri.joinPath(this.home.extensionUri, 'media', name);
		panel.iconPath = { light: media('lineage-light.svg'), dark: media('lineage-dark.svg') };
		// Not before a page is opened: activation doesn't wait for what checks and words it.
		const { openLineagePanel } = await import('./lineagePage');
		if (this.disposed) { return; }
		const takeFirst = () => { const { first } = open; open.first = undefined; return first; };
		open.show = openLineagePanel(this.home, panel, folder, takeFirst);
	}
}
