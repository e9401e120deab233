import { join } from 'node:path';
import * as vscode from 'vscode';
import type { InspectContract, Surroundings } from '../../protocol/inspect';
import { packTensors } from '../../protocol/tensorColumns';
import type { Answers } from '../../protocol/rpc';
import type { App } from '../app';
import { openSourceAt } from '../openSourceAt';
import { openPage } from '../pages/openPage';
import { inspectAsks } from './asks';
import { inspectedOf } from './inspected';
import type { InspectedFile } from './inspectedFile';
import { countNumbers } from './packed';
import { standingOf } from './standing';

/** Puts the page of a model file into its panel, until the panel is closed. */
export function openInspectPage(app: App, extensionUri: vscode.Uri, file: InspectedFile, panel: vscode.WebviewPanel): void {
	const { registries, log } = app;
	const title = file.uri.path.split('/').at(-1) ?? '';
	const page = openPage<InspectContract>(panel.webview, { extensionUri, log }, { name: 'inspect', title, answers: answersFor(app, file), checks: inspectAsks });
	const tell = async () => { page.tell('surroundings', await surroundingsOf(file)); };
	const parts = [
		page,
		file.onDidGoStale(how => { page.tell('stale', how); }),
		registries.onDidChange(entry => {
			if (!entry || entry === file.entry) { tell().catch((error: unknown) => { log.warn(`How ${title} stands to the registry is not known: ${error instanceof Error ? error.message : String(error)}`); }); }
		}),
	];
	panel.onDidDispose(() => { for (const part of parts) { part.dispose(); } });
}

function answersFor({ view }: App, file: InspectedFile): Answers<InspectContract> {
	return {
		load: async () => inspectedOf(await file.read()),
		tensors: async of => {
			const reading = await file.lastReading();
			return reading?.of === of ? packTensors(reading.facts.tensors, countNumbers(reading.facts.tensors)) : undefined;
		},
		surroundings: () => surroundingsOf(file),
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

async function surroundingsOf(file: InspectedFile): Promise<Surroundings> {
	const { isTrusted } = vscode.workspace;
	const { entry } = file;
	if (!entry) { return { standing: { is: 'outside' }, isTrusted }; }
	const reading = await file.lastReading();
	return { standing: reading ? await standingOf(await entry.open(), reading) : { is: 'unregistered' }, isTrusted };
}
