import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import type { LineageContract, LineageSnapshot } from '../../protocol/lineage';
import type { Answers } from '../../protocol/rpc';
import { arrangementFor } from '../compare/arrangementFor';
import { openPage } from '../pages/openPage';
import type { FolderRegistry } from '../registries';
import { t } from '../words';
import type { LineagePagesHome } from './lineagePages';
import { nodeFacts } from './nodeFacts';
import { openNode } from './openNode';
import { packLineage } from './packLineage';
import { lineageAsks } from './pageAsks';
import { saveGraph } from './saveGraph';

/** Puts the lineage of a folder into its panel, until the panel is closed. Returns what turns the page to a node. */
export function openLineagePanel(home: LineagePagesHome, panel: vscode.WebviewPanel, folder: string, takeFirst: () => string | undefined): (key: string) => void {
	const { registries, extensionUri, log } = home;
	const entry = () => registries.at(folder);
	const page = openPage<LineageContract>(panel.webview, { extensionUri, log }, { name: 'lineage', title: t('Lineage'), answers: answersFor(home, folder, entry, takeFirst), checks: lineageAsks });
	const changes = registries.onDidChange(changed => { if (!changed || changed === entry()) { page.tell('changed'); } });
	panel.onDidDispose(() => { page.dispose(); changes.dispose(); });
	return key => { page.tell('show', key); };
}

function answersFor({ view, lineage, comparisons, modelPages }: LineagePagesHome, folder: string, entry: () => FolderRegistry | undefined, takeFirst: () => string | undefined): Answers<LineageContract> {
	const there = (): FolderRegistry => {
		const found = entry();
		if (!found) { throw new RegistryError('not-found', { path: decodeURIComponent(folder.replace(/^file:\/\//, '')) || t('The folder of this lineage') }); }
		return found;
	};
	const registry = (): Promise<Registry> => there().open();
	const load = async (): Promise<LineageSnapshot> => {
		const opened = await registry();
		const graph = await opened.wholeLineage();
		return { folder, ...packLineage(graph, await opened.judged()), show: takeFirst(), isTrusted: vscode.workspace.isTrusted };
	};
	return {
		load,
		facts: async key => {
			const opened = await registry();
			const graph = await opened.wholeLineage();
			const node = graph.nodes.get(key);
			return node && nodeFacts(opened, graph, node);
		},
		open: async key => {
			const node = (await (await registry()).wholeLineage()).nodes.get(key);
			if (node) { await openNode(view, there(), node); }
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
	};
}
