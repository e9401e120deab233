import { started } from './editor/started';
import * as vscode from 'vscode';
import { apiOf, type Api } from './editor/api';
import { Cards } from './editor/cards';
import { registerCommands } from './editor/commands';
import { rowMarks } from './editor/decorations/mark';
import { ChangesView } from './editor/changes/changesView';
import { RecordTexts } from './editor/records/recordTexts';
import { RegistryTexts } from './editor/registryTexts';
import { VersionTexts } from './editor/compare/versionTexts';
import { PastBar } from './editor/past/pastBar';
import { Comparisons } from './editor/compare/comparisons';
import { ConflictPages } from './editor/conflicts/conflictPages';
import { ConflictWatch } from './editor/conflicts/conflictWatch';
import { RegisteredFiles } from './editor/decorations/registeredFiles';
import { FolderState } from './editor/folderState';
import { InspectEditor } from './editor/inspect/inspectEditor';
import { LineagePages } from './editor/lineage/lineagePages';
import { LineageView } from './editor/lineage/lineageView';
import { ModelPages } from './editor/model/modelPages';
import { Registries } from './editor/registries';
import { RunsView } from './editor/runs/runsView';
import { ModelsView } from './editor/tree/modelsView';
import { speak } from './editor/words';

/** When the last module that activation needs was evaluated. */
const loaded = performance.now();

/** Builds the parts and hands them round. Nothing of a registry is opened before a row, a badge or a command needs it. */
export function activate(context: vscode.ExtensionContext): Api {
	const begun = performance.now();
	speak((message, ...args) => vscode.l10n.t(message, ...args));
	const own = <T extends { dispose(): unknown }>(part: T): T => { context.subscriptions.push(part); return part; };

	const log = own(vscode.window.createOutputChannel('Model Registry', { log: true }));
	const registries = own(new Registries(log));
	const view = own(new ModelsView(registries, context.workspaceState, log));
	const runs = own(new RunsView(registries, context.workspaceState, log));
	const changes = own(new ChangesView(registries, context.workspaceState));
	const lineage = own(new LineageView(registries, view));
	const cards = own(new Cards(registries));
	const files = own(new RegisteredFiles(registries, log));
	const comparisons = own(new Comparisons(registries, view, context.extensionUri, log));
	const modelPages = own(new ModelPages({ registries, view, comparisons, state: context.workspaceState, extensionUri: context.extensionUri, log }));
	const lineagePages = own(new LineagePages({ registries, view, lineage, comparisons, modelPages, extensionUri: context.extensionUri, log }));
	const conflictPages = own(new ConflictPages({ registries, view, comparisons, extensionUri: context.extensionUri, log }));
	const app = { log, storage: context.globalStorageUri, registries, view, runs, changes, lineage, cards, files, comparisons, modelPages, lineagePages, conflictPages };

	own(registerCommands(app));
	own(new FolderState(registries));
	own(new PastBar(registries));
	own(new RegistryTexts({ cards, versions: own(new VersionTexts(registries)), records: new RecordTexts(registries) }));
	own(new ConflictWatch(registries, view));
	own(new InspectEditor(app, context.extensionUri));
	own(vscode.window.registerFileDecorationProvider(rowMarks));

	const activation = { load: loaded - started, activate: performance.now() - begun };
	log.info(`Loaded in ${activation.load.toFixed(1)} ms, activated in ${activation.activate.toFixed(1)} ms`);
	return apiOf(app, activation);
}
