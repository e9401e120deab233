import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync, existsSync, chmodSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { openRegistry } from '../../../src/core/registry';
import type { Api } from '../../../src/editor/api';
import type { VersionNode } from '../../../src/editor/tree/node';

describe('the registry in VS Code', () => {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
	let api: Api;

	const write = (file: string, content: string) => {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		writeFileSync(path.join(folder, file), content);
		return vscode.Uri.file(path.join(folder, file));
	};
	const registry = async () => {
		const [entry] = api.app.registries.all;
		assert.ok(entry);
		return entry.open();
	};
	const rows = async (depth: number) => (await api.rows(depth)).replaceAll(' · now', '');
	/** What comes by an event is there within a second, and then some on a busy machine. */
	const eventually = async (check: () => Promise<void>) => {
		for (const until = Date.now() + 8_000; ;) {
			try { return await check(); } catch (error) { if (Date.now() > until) { throw error; } }
			await new Promise(resolve => { setTimeout(resolve, 50); });
		}
	};
	const version = async (model: string, label: string): Promise<VersionNode> => {
		for (const node of await api.app.view.tree.getChildren()) {
			if (node.kind !== 'model' || node.model.name !== model) { continue; }
			const children = await api.app.view.tree.getChildren(node);
			const archived = children.find(child => child.kind === 'archived');
			const found = [...children, ...archived ? await api.app.view.tree.getChildren(archived) : []].find(child => child.kind === 'version' && child.version.label === label);
			if (found?.kind === 'version') { return found; }
		}
		throw new Error(`No ${model} ${label}`);
	};

	before(async () => {
		const extension = vscode.extensions.all.find(found => found.id.endsWith('.model-registry'));
		api = await extension?.activate() as Api;
	});

	it('is activated in a few milliseconds, with nothing opened', () => {
		console.log(`loaded in ${api.activation.load.toFixed(1)} ms, activated in ${api.activation.activate.toFixed(1)} ms`);
		assert.ok(api.activation.load + api.activation.activate < 500, 'a bench says how fast it is; this only catches what has gone wrong altogether');
		assert.equal(existsSync(path.join(folder, '.model-registry')), false);
	});

	it('is made by a command', async () => {
		await vscode.commands.executeCommand('modelRegistry.initialize');
		assert.ok(existsSync(path.join(folder, '.model-registry/registry.json')));
		assert.equal(await rows(1), '');
	});

	it('shows a version as soon as it is registered, metric beside its name', async () => {
		write('models/churn/metrics.json', '{ "auc": 0.8731 }');
		const file = write('models/churn/churn.pkl', 'first');
		await (await registry()).register(file.fsPath, { model: 'churn', aliases: ['production'] });
		assert.equal(await rows(2), '(package) churn   auc 0.8731 · v1 production\n  (rocket) v1   0.8731 · production');
	});

	it('hears within a second what another process registers', async () => {
		write('models/churn/metrics.json', '{ "auc": 0.8764 }');
		const other = openRegistry({ folder, git: false });
		try {
			await other.register(write('models/churn/churn.pkl', 'second').fsPath, { model: 'churn' });
		} finally {
			await other.close();
		}
		await eventually(async () => { assert.match(await rows(2), /v2 {3}0\.8764 ▲ \+0\.0033/); });
	});

	it('archives and restores rows that a command is called on', async () => {
		await vscode.commands.executeCommand('modelRegistry.archive', await version('churn', 'v2'));
		assert.match(await rows(3), /\(archive\) Archived {3}1\n {4}\(archive\) v2/);
		await vscode.commands.executeCommand('modelRegistry.restore', await version('churn', 'v2'));
		assert.doesNotMatch(await rows(2), /Archived/);
	});

	it('puts a version\'s files into a folder', async () => {
		const to = vscode.Uri.file(path.join(folder, 'out'));
		// The command's last word is a message with a button that nobody presses here.
		await vscode.commands.executeCommand('modelRegistry.get', await version('churn', 'v1'), undefined, to);
		assert.equal(readFileSync(path.join(folder, 'out/churn.pkl'), 'utf8'), 'first');
	});

	it('finds bytes that were changed, and says so in the row', async () => {
		const { version: { artifact: { digest } } } = await version('churn', 'v1');
		const stored = readdirSync(path.join(folder, '.model-registry/artifacts'), { recursive: true, encoding: 'utf8' }).map(file => path.join(folder, '.model-registry/artifacts', file)).find(file => file.endsWith(digest.slice(2)));
		assert.ok(stored);
		chmodSync(stored, 0o644);
		writeFileSync(stored, 'fakes');
		await vscode.commands.executeCommand('modelRegistry.verify', await version('churn', 'v1'));
		assert.match(await rows(2), /\(error\) v1 {3}file modified · 0\.8731/);
		rmSync(stored);
		await vscode.commands.executeCommand('modelRegistry.refresh');
		await eventually(async () => { assert.match(await rows(2), /\(error\) v1 {3}file missing · 0\.8731/); });
		writeFileSync(stored, 'first');
		await vscode.commands.executeCommand('modelRegistry.verify', await version('churn', 'v1'));
		assert.match(await rows(2), /\(rocket\) v1 {3}0\.8731 · production/);
	});

	it('shows a version in the view, selected', async () => {
		const [entry] = api.app.registries.all;
		assert.ok(entry);
		const node = await version('churn', 'v1');
		await api.app.view.showVersion(entry, node.version.id, { focus: true });
		await eventually(async () => { assert.deepEqual(api.app.view.selection.map(row => row.id), [node.id]); });
	});

	it('opens a model card as a document, and saving it writes a record', async () => {
		const [entry] = api.app.registries.all;
		assert.ok(entry);
		await vscode.commands.executeCommand('modelRegistry.openCard', await version('churn', 'v1'));
		const document = vscode.window.activeTextEditor?.document;
		assert.equal(document?.fileName.split('/').at(-1), 'churn.md');
		assert.match(document.getText(), /^# churn\n/);
		const edit = new vscode.WorkspaceEdit();
		edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), '# Churn\n\nFor retention calls only.\n');
		assert.ok(await vscode.workspace.applyEdit(edit));
		assert.ok(await document.save());
		assert.equal(await (await registry()).readCard('churn'), '# Churn\n\nFor retention calls only.\n');
		await (await registry()).writeCard('churn', '# Churn\n\nWritten elsewhere.\n');
		await eventually(async () => { assert.match(document.getText(), /Written elsewhere/); });
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
	});

	it('knows registered files by size and time', async () => {
		const file = vscode.Uri.file(path.join(folder, 'models/churn/churn.pkl'));
		const decoration = () => api.app.files.provideFileDecoration(file);
		await eventually(async () => { assert.equal((await decoration())?.badge, 'R'); });
		assert.equal((await decoration())?.tooltip, 'churn v2, auc 0.8764');
		const later = new Date(Date.now() + 60_000);
		utimesSync(file.fsPath, later, later);
		await api.app.files.look();
		assert.equal(await decoration(), undefined);
	});

	it('keeps a filter, a group and an order until they are taken back', async () => {
		await api.app.view.arrange({ filter: 'nothing holds this' });
		assert.equal(await rows(2), '');
		await vscode.commands.executeCommand('modelRegistry.clearFilter');
		await api.app.view.arrange({ group: 'framework' });
		assert.match(await rows(2), /^framework not recorded {3}1\n {2}\(package\) churn/);
		await api.app.view.arrange({ group: 'none' });
	});

	it('has a tooltip for every row', async () => {
		const node = await version('churn', 'v2');
		const item = await api.app.view.tree.resolveTreeItem(api.app.view.tree.getTreeItem(node), node, new vscode.CancellationTokenSource().token);
		assert.ok(item.tooltip instanceof vscode.MarkdownString);
		assert.match(item.tooltip.value, /^\*\*churn v2\*\*/);
		assert.deepEqual(item.tooltip.isTrusted, { enabledCommands: ['modelRegistry.showHistory', 'modelRegistry.openRecord', 'modelRegistry.checkReproducibility', 'modelRegistry.copyReference'] });
	});

	it('copies a reference', async () => {
		await vscode.commands.executeCommand('modelRegistry.copyReference', await version('churn', 'v2'));
		assert.equal(await vscode.env.clipboard.readText(), 'churn@v2');
	});
});
