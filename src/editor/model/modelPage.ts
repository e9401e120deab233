import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Id } from '../../core/model';
import type { Registry } from '../../core/registry';
import type { ModelContract, ModelHead, VersionColumns } from '../../protocol/model';
import type { Answers } from '../../protocol/rpc';
import { arrangementFor } from '../compare/arrangementFor';
import { shownAtFirst } from '../compare/comparedView';
import { openPage } from '../pages/openPage';
import type { FolderRegistry } from '../registries';
import { short } from '../tree/short';
import { t } from '../words';
import { modelAsks } from './asks';
import { askTolerance } from './askTolerance';
import { boardViews, removeBoardView, saveBoardView } from './boardViews';
import { diffCard } from './diffCard';
import { firstCommit } from './firstCommit';
import { headOf } from './headOf';
import type { ModelPagesHome } from './modelPages';
import { openLinkedFile } from './openLinkedFile';
import { completeSearch, findVersions } from './search';
import type { ModelPageTarget } from './target';

/** Versions that are read and sent at first, so that rows are there soon, and at a time after them: many, since each asking goes there and back. */
const atFirst = 500, atATime = 2_000;

/** Puts a model's page into its panel, until the panel is closed. */
export function openModelPanel(home: ModelPagesHome, panel: vscode.WebviewPanel, target: ModelPageTarget): void {
	const { registries, extensionUri, log } = home;
	const at = new ShownModel(home, panel, target);
	const page = openPage<ModelContract>(panel.webview, { extensionUri, log }, { name: 'model', title: t('Model'), answers: answersFor(home, at), checks: modelAsks });
	const changes = registries.onDidChange(entry => { if (!entry || entry === at.entry) { page.tell('changed'); } });
	panel.onDidDispose(() => { page.dispose(); changes.dispose(); });
}

/** The model of one panel. */
class ShownModel {
	#of = 0;
	/** Its versions when it was last loaded: what is read a few at a time is of one moment. */
	#ids: readonly Id[] = [];

	constructor(private readonly home: ModelPagesHome, private readonly panel: vscode.WebviewPanel, readonly target: ModelPageTarget) {}

	get entry(): FolderRegistry | undefined {
		return this.home.registries.at(this.target.folder);
	}

	async registry(): Promise<Registry> {
		const { entry } = this;
		if (!entry) { throw new RegistryError('not-found', { path: decodeURIComponent(this.target.folder.replace(/^file:\/\//, '')) || t('The folder of this model') }); }
		return entry.open();
	}

	/** Throws 'no-model'. */
	async head(): Promise<ModelHead> {
		const registry = await this.registry();
		const head = await headOf(registry, this.target.model);
		this.#ids = await registry.versionIds({ model: this.target.model, archived: 'both' });
		this.panel.title = short(head.name, 60);
		return { ...head, of: ++this.#of, folder: this.target.folder, isTrusted: vscode.workspace.isTrusted, past: this.entry?.past?.when };
	}

	async rows(of: number, from: number): Promise<VersionColumns | undefined> {
		const columns = await (await this.registry()).versionColumns({ model: this.target.model, archived: 'both', ids: this.#ids.slice(from, from + (from === 0 ? atFirst : atATime)) });
		return of === this.#of ? columns : undefined;
	}
}

function answersFor({ view, comparisons, state }: ModelPagesHome, at: ShownModel): Answers<ModelContract> {
	const { folder, model } = at.target;
	const held = async () => (await (await at.registry()).model(model)).aliases.find(alias => alias.name === 'production')?.version;
	return {
		load: () => at.head(),
		rows: (of, from) => at.rows(of, from),
		find: async where => findVersions(await at.registry(), model, where),
		complete: async (text, caret) => completeSearch(await at.registry(), text, caret),
		evaluations: async () => {
			const { versions, contexts } = await (await at.registry()).evaluationPivot({ model });
			return { versions, contexts };
		},
		recordEvaluation: async version => { await vscode.commands.executeCommand('modelRegistry.recordEvaluation', { folder, version }); },
		views: () => boardViews(state, at.target),
		saveView: (view, name) => saveBoardView(state, at.target, view, name),
		removeView: name => removeBoardView(state, at.target, name),
		chooseMetric: async name => { await (await at.registry()).configureModel(model, 'primary-metric', name); },
		setDirection: async (metric, direction) => { await (await at.registry()).configureModel(model, `direction.${metric}`, direction); },
		setTolerance: async name => askTolerance(await at.registry(), model, name),
		firstCommit: async (before, worse) => firstCommit(await at.registry(), before, worse),
		editCard: async () => { await vscode.commands.executeCommand('modelRegistry.openCard', at.target); },
		diffCard: async () => { if (at.entry) { await diffCard(await at.registry(), at.entry.folder.uri, model); } },
		editTags: async () => { await vscode.commands.executeCommand('modelRegistry.editTags', at.target); },
		editVersion: async (what, version) => { await vscode.commands.executeCommand(`modelRegistry.${what}`, version === null ? at.target : { folder, version }); },
		showCurves: async versions => { await comparisons.open({ folder, ...arrangementFor(versions, await held()), view: { ...shownAtFirst, chart: 'curves' } }); },
		openLineage: async () => {
			const { aliases, latest } = await (await at.registry()).model(model);
			const version = aliases.find(({ name, inConflict }) => name === 'production' && !inConflict)?.version || latest?.id;
			await vscode.commands.executeCommand('modelRegistry.openLineagePage', version === undefined ? at.target : { folder, version });
		},
		openFile: async path => { if (at.entry) { await openLinkedFile(at.entry.folder.uri, path); } },
		compare: async (versions, base) => {
			await comparisons.open({ folder, ...arrangementFor(versions, base ?? await held()) });
		},
		showVersion: async version => {
			await vscode.commands.executeCommand('modelRegistry.models.focus');
			if (at.entry) { await view.showVersion(at.entry, version, { focus: true }); }
		},
		copy: async text => { await vscode.env.clipboard.writeText(text); },
		manageTrust: async () => { await vscode.commands.executeCommand('workbench.trust.manage'); },
		backToNow: async () => { await vscode.commands.executeCommand('modelRegistry.backToNow'); },
	};
}
