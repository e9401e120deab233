import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import type { ConflictsContract, Contested, ShownOrigins } from '../../protocol/conflicts';
import type { Answers } from '../../protocol/rpc';
import { openCodeDiff } from '../compare/openCodeDiff';
import { openPage } from '../pages/openPage';
import type { FolderRegistry } from '../registries';
import { t } from '../words';
import { conflictsAsks } from './asks';
import type { ConflictsHome } from './conflictPages';
import { mergeCards, openCards } from './openCards';
import { shownContests, shownOrigins } from './shownContests';
import type { ConflictsTarget } from './target';

/** Puts the conflicts of a folder into a panel, until it is closed. Returns what shows one of them. */
export function openConflictsPanel(home: ConflictsHome, panel: vscode.WebviewPanel, target: ConflictsTarget): (key: string) => void {
	const { registries, extensionUri, log } = home;
	const at = new ShownConflicts(home, target);
	const page = openPage<ConflictsContract>(panel.webview, { extensionUri, log }, { name: 'conflicts', title: t('Conflicts'), answers: answersFor(home, at), checks: conflictsAsks });
	const changes = registries.onDidChange(entry => { if (!entry || entry === at.entry) { page.tell('changed'); } });
	panel.onDidDispose(() => { page.dispose(); changes.dispose(); });
	return key => { at.focus = key; page.tell('changed'); };
}

/** The conflicts of one panel. */
class ShownConflicts {
	#of = 0;
	#last: Awaited<ReturnType<typeof shownContests>> | undefined;
	/** The one to show, until the page was told. */
	focus: string | undefined;

	constructor(private readonly home: ConflictsHome, readonly target: ConflictsTarget) {
		this.focus = target.focus;
	}

	get entry(): FolderRegistry | undefined {
		return this.home.registries.at(this.target.folder);
	}

	async registry(): Promise<Registry> {
		const { entry } = this;
		if (!entry) { throw new RegistryError('not-found', { path: decodeURIComponent(this.target.folder.replace(/^file:\/\//, '')) || t('The folder of these conflicts') }); }
		return entry.open();
	}

	async load(): Promise<Contested> {
		const { contests, settled } = this.#last = await shownContests(await this.registry());
		const focus = this.focus;
		this.focus = undefined;
		return { of: ++this.#of, folder: this.target.folder, isTrusted: vscode.workspace.isTrusted, contests, settled, focus };
	}

	async origins(of: number): Promise<ShownOrigins | null | undefined> {
		const last = this.#last;
		const found = last && await shownOrigins(await this.registry(), last.core, last.settled);
		return of === this.#of ? found : undefined;
	}
}

function answersFor({ view, comparisons }: ConflictsHome, at: ShownConflicts): Answers<ConflictsContract> {
	const { folder } = at.target;
	const untrusted = () => { if (!vscode.workspace.isTrusted) { throw new RegistryError('bad-value', { what: t('Deciding'), why: t('it needs a trusted workspace') }); } };
	return {
		load: () => at.load(),
		origins: of => at.origins(of),
		decide: async (name, record, reason) => { untrusted(); await (await at.registry()).decide({ name, record }, reason.trim() || undefined); },
		useInstead: async (name, record) => { untrusted(); await (await at.registry()).giveAgain({ name, record }); },
		compare: (versions, base) => comparisons.open({ folder, versions, base }),
		openCode: async (base, version) => openCodeDiff(await at.registry(), folder, base, version, null),
		openCards: (model, base, other) => openCards(folder, model, base, other),
		mergeCards: (model, before, one, other) => mergeCards(folder, model, { before, one, other }),
		showVersion: async version => {
			await vscode.commands.executeCommand('modelRegistry.models.focus');
			if (at.entry) { await view.showVersion(at.entry, version, { focus: true }); }
		},
		showLineage: async version => { await vscode.commands.executeCommand('modelRegistry.showLineage', { folder, version }); },
		manageTrust: async () => { await vscode.commands.executeCommand('workbench.trust.manage'); },
	};
}
