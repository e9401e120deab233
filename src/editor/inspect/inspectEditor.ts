import { join } from 'node:path';
import * as vscode from 'vscode';
import type { InspectContract, Surroundings } from '../../protocol/inspect';
import { inspectEditors } from '../../manifest/editors';
import { packTensors } from '../../protocol/tensorColumns';
import type { Answers } from '../../protocol/rpc';
import type { App } from '../app';
import { Parts } from '../disposable';
import { openSourceAt } from '../openSourceAt';
import { openPage } from '../pages/openPage';
import { inspectAsks } from './asks';
import { inspectedOf } from './inspected';
import { InspectedFile } from './inspectedFile';
import { countNumbers } from './packed';
import { standingOf } from './standing';

/** The editor of model files: read-only, from their headers. */
export class InspectEditor extends Parts implements vscode.CustomReadonlyEditorProvider<InspectedFile> {
	constructor(private readonly app: App, private readonly extensionUri: vscode.Uri) {
		super();
		for (const { viewType } of inspectEditors) {
			this.own(vscode.window.registerCustomEditorProvider(viewType, this, { supportsMultipleEditorsPerDocument: true }));
		}
	}

	openCustomDocument(uri: vscode.Uri): InspectedFile {
		return new InspectedFile(uri, this.app.registries);
	}

	resolveCustomEditor(file: InspectedFile, panel: vscode.WebviewPanel): void {
		const { registries, log } = this.app;
		const title = file.uri.path.split('/').at(-1) ?? '';
		const page = openPage<InspectContract>(panel.webview, { extensionUri: this.extensionUri, log }, { name: 'inspect', title, answers: this.#answers(file), checks: inspectAsks });
		const told = async () => { page.tell('surroundings', await this.#surroundings(file)); };
		const parts = [
			page,
			file.onDidGoStale(how => page.tell('stale', how)),
			registries.onDidChange(entry => { if (!entry || entry === file.entry) { void told(); } }),
		];
		panel.onDidDispose(() => { for (const part of parts) { part.dispose(); } });
	}

	#answers(file: InspectedFile): Answers<InspectContract> {
		const { view } = this.app;
		return {
			load: async () => inspectedOf(await file.read()),
			tensors: async of => {
				const reading = await file.lastReading();
				return reading?.of === of ? packTensors(reading.facts.tensors, countNumbers(reading.facts.tensors)) : undefined;
			},
			surroundings: () => this.#surroundings(file),
			register: async () => { await vscode.commands.executeCommand('modelRegistry.registerModel', file.uri); },
			showVersion: async version => {
				const { entry } = file;
				await vscode.commands.executeCommand('modelRegistry.models.focus');
				if (entry) { await view.showVersion(entry, version, { focus: true }); }
			},
			openSource: ({ path, field }) => openSourceAt(vscode.Uri.file(join(file.root, path)), field),
			copy: async text => { await vscode.env.clipboard.writeText(text); },
			manageTrust: async () => { await vscode.commands.executeCommand('workbench.trust.manage'); },
		};
	}

	async #surroundings(file: InspectedFile): Promise<Surroundings> {
		const { isTrusted } = vscode.workspace;
		const reading = await file.lastReading();
		const standing = !file.entry ? { is: 'outside' } as const : reading ? await standingOf(await file.entry.open(), reading) : { is: 'unregistered' } as const;
		return { standing, isTrusted };
	}
}
