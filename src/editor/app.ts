import type * as vscode from 'vscode';
import type { Cards } from './cards';
import type { ChangesView } from './changes/changesView';
import type { Comparisons } from './compare/comparisons';
import type { ConflictPages } from './conflicts/conflictPages';
import type { RegisteredFiles } from './decorations/registeredFiles';
import type { LineagePages } from './lineage/lineagePages';
import type { LineageView } from './lineage/lineageView';
import type { ModelPages } from './model/modelPages';
import type { Registries } from './registries';
import type { RunsView } from './runs/runsView';
import type { ModelsView } from './tree/modelsView';

/** The parts of the extension: what a command is given. */
export interface App {
	readonly log: vscode.LogOutputChannel;
	/** A folder of the extension's own, outside any workspace. */
	readonly storage: vscode.Uri;
	readonly registries: Registries;
	readonly view: ModelsView;
	readonly changes: ChangesView;
	readonly lineage: LineageView;
	readonly runs: RunsView;
	readonly cards: Cards;
	readonly files: RegisteredFiles;
	readonly comparisons: Comparisons;
	readonly modelPages: ModelPages;
	readonly lineagePages: LineagePages;
	readonly conflictPages: ConflictPages;
}
