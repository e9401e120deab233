import * as vscode from 'vscode';
import { inspectViewTypes } from '../../manifest/viewTypes';
import type { App } from '../app';
import { Parts } from '../disposable';
import { InspectedFile } from './inspectedFile';

/** The editor of model files: read-only, from their headers. */
export class InspectEditor extends Parts implements vscode.CustomReadonlyEditorProvider<InspectedFile> {
	constructor(private readonly app: App, private readonly extensionUri: vscode.Uri) {
		super();
		for (const viewType of inspectViewTypes) { this.own(vscode.window.registerCustomEditorProvider(viewType, this, { supportsMultipleEditorsPerDocument: true })); }
	}

	openCustomDocument(uri: vscode.Uri): InspectedFile {
		return new InspectedFile(uri, this.app.registries);
	}

	async resolveCustomEditor(file: InspectedFile, panel: vscode.WebviewPanel): Promise<void> {
		// Not before a file is opened: activation doesn't wait for what checks and words a page.
		const { openInspectPage } = await import('./inspectPage');
		openInspectPage(this.app, this.extensionUri, file, panel);
	}
}
