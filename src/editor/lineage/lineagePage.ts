import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { PackedLineage } from '../../core/lineage/columns';
import type { Registry } from '../../core/registry';
import type { LineageContract } from '../../protocol/lineage';
import type { Answers } from '../../protocol/rpc';
import { arrangementFor } from '../compare/arrangementFor';
import { openPage } from '../pages/openPage';
import type { FolderRegistry } from '../registries';
import { t } from '../words';
import type { LineagePagesHome } from './lineagePages';
import { nodeFacts } from './nodeFacts';
import { openNode } from './openNode';
import { nodeAt } from './nodeAt';
import { lineageAsks } from './pageAsks';
import { saveGraph } from './saveGraph';

/** Puts the lineage of a folder into its panel, until the panel is closed. Returns what turns the page to a node. */
export function openLineagePanel(home: LineagePagesHome, panel: vscode.WebviewPanel, folder: string, takeFirst: () => string | undefined): (key: string) => void {
	const { registries, extensionUri, log } = home;
	const entry = () => registries.at(folder);
	const ahead = new Ahead(() => packed(entry(), folder));
	const page = openPage<LineageContract>(panel.webview, { extensionUri, log }, { name: 'lineage', title: t('Lineage'), answers: answersFor(home, folder, entry, ahead, takeFirst), checks: lineageAsks });
	const changes = registries.onDidChange(changed => {
		if (changed && changed !== entry()) { return; }
		ahead.drop();
		page.tell('changed');
	});
	panel.onDidDispose(() => { page.dispose(); changes.dispose(); });
	return key => { page.tell('show', key); };
}


/** Reads while the window still makes the page, which then asks for what is there already. */
class Ahead {
	#read: Promise<PackedLineage> | undefined;

	constructor(private readonly read: () => Promise<PackedLineage>) {
		this.#read = read();
		// Whoever takes it hears what is wrong.
		this.#read.catch(() => undefined);
	}

	/** What was read is of the past. */
	drop(): void {
		this.#read = undefined;
	}

	take(): Promise<PackedLineage> {
		const read = this.#read ?? this.read();
		this.#read = undefined;
		return read;
	}
}

async function packed(entry: FolderRegistry | undefined, folder: string): Promise<PackedLineage> {
	return (await entryOf(entry, folder).open()).packedLineage();
}

function entryOf(entry: FolderRegistry | undefined, folder: string): FolderRegistry {
	if (!entry) { throw new RegistryError('not-found', { path: decodeURIComponent(folder.replace(/^file:\/\//, '')) || t('The folder of this lineage') }); }
	return entry;
}

function answersFor({ view, lineage, comparisons, modelPages }: LineagePagesHome, folder: string, entry: () => FolderRegistry | undefined, ahead: Ahead, takeFirst: () => string | undefined): Answers<LineageContract> {
	const there = () => entryOf(entry(), folder);
	const registry = (): Promise<Registry> => there().open();
	return {
		load: async () => ({ folder, ...await ahead.take(), show: takeFirst(), isTrusted: vscode.workspace.isTrusted, past: entry()?.past?.when }),
		spine: async () => (await registry()).lineageSpine(),
		facts: async key => {
			const opened = await registry();
			const near = await nodeAt(opened, key, 1);
			return near && nodeFacts(opened, near.graph, near.node);
		},
		open: async key => {
			const near = await nodeAt(await registry(), key, 1);
			if (near) { await openNode(view, there(), near.node, near.graph); }
		},
		openModel: async model => { await modelPages.open({ folder, model }); },
		compare: async versions => {
			const opened = await registry();
			const held = (await opened.judged()).flatMap(({ baseline }) => baseline ?? []).find(id => versions.includes(id));
			await comparisons.open({ folder, ...arrangementFor(versions, held) });
		},
		showInView: async key => {
			lineage.show({ folder, key });
			await vscode.commands.executeCommand('modelRegistry.lineage.focus');
		},
		copy: async text => { await vscode.env.clipboard.writeText(text); },
		save: (content, extension) => saveGraph(content, extension, entry()?.folder.uri),
		manageTrust: async () => { await vscode.commands.executeCommand('workbench.trust.manage'); },
		backToNow: async () => { await vscode.commands.executeCommand('modelRegistry.backToNow'); },
	};
}
