import assert from 'node:assert/strict';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../../src/editor/api';
import type { RunNode } from '../../../src/editor/runs/runNode';

describe('the training runs in VS Code', () => {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
	let api: Api;

	const write = (file: string, content: string, age = 0) => {
		const absolute = path.join(folder, file);
		mkdirSync(path.dirname(absolute), { recursive: true });
		writeFileSync(absolute, content);
		utimesSync(absolute, new Date(Date.now() - age), new Date(Date.now() - age));
	};
	/** What comes by an event is there within a second, and then some on a busy machine. */
	const eventually = async (check: () => Promise<void>) => {
		for (const until = Date.now() + 8_000; ;) {
			try { return await check(); } catch (error) { if (Date.now() > until) { throw error; } }
			await new Promise(resolve => { setTimeout(resolve, 50); });
		}
	};
	const node = async (name: string): Promise<RunNode> => {
		const found = (await api.app.runs.tree.getChildren()).find(one => one.kind === 'run' && one.run.name === name);
		assert.ok(found?.kind === 'run', name);
		return found;
	};
	const rows = async () => (await api.runRows()).split('\n').filter(row => /net-a|net-b|study/.test(row)).join('\n');

	before(async () => {
		const extension = vscode.extensions.all.find(found => found.id.endsWith('.model-registry'));
		api = await extension?.activate() as Api;
		write('trainings/net-a/metrics.json', '{"auc": 0.9}', 3_700_000);
		write('trainings/net-a/params.yaml', 'lr: 0.1', 3_700_000);
		write('trainings/net-a/net.pkl', 'weights a', 3_700_000);
		await vscode.commands.executeCommand('modelRegistry.runs.focus');
	});
	after(() => { rmSync(path.join(folder, 'trainings'), { recursive: true, force: true }); });

	it('are listed, with what they are judged by', async () => {
		await eventually(async () => { assert.equal(await rows(), '(circle-outline) net-a   auc 0.9 · 1 h · params file'); });
	});

	it('appear and change while the view is in sight', async () => {
		write('trainings/net-b/trainer_state.json', '{"global_step": 10, "max_steps": 40, "log_history": [{"step": 10, "eval_accuracy": 0.5}]}');
		await eventually(async () => { assert.match(await rows(), /^\(loading~spin\) net-b {3}eval_accuracy 0\.5 · training, 25 % · now · HF Trainer$/m); });
		write('trainings/net-b/trainer_state.json', '{"global_step": 30, "max_steps": 40, "log_history": [{"step": 30, "eval_accuracy": 0.75}]}');
		await eventually(async () => { assert.match(await rows(), /net-b {3}eval_accuracy 0\.75 · training, 75 %/); });
	});

	it('go out of sight when they are hidden, and come back', async () => {
		await vscode.commands.executeCommand('modelRegistry.hideRun', await node('net-b'));
		assert.doesNotMatch(await rows(), /net-b/);
		await vscode.commands.executeCommand('modelRegistry.showHiddenRuns');
		assert.match(await rows(), /net-b/);
	});

	it('have tooltips that do nothing', async () => {
		write('trainings/net-b/trainer_state.json', '{"global_step": 31, "max_steps": 40, "log_history": [{"step": 31, "[x](command:y)": 0.75}]}');
		await eventually(async () => {
			const item = api.app.runs.tree.resolveTreeItem(new vscode.TreeItem('x'), await node('net-b'));
			assert.ok(item.tooltip instanceof vscode.MarkdownString);
			assert.equal(item.tooltip.isTrusted, false);
			assert.match(item.tooltip.value, /&#91;x&#93;&#40;command&#58;y&#41;/);
		});
	});

	it('say their ids', async () => {
		await vscode.commands.executeCommand('modelRegistry.copyRunId', await node('net-b'));
		assert.equal(await vscode.env.clipboard.readText(), 'trainings/net-b');
	});

	it('leave the list when their model is registered', async () => {
		const [entry] = api.app.registries.all;
		const registry = await entry?.open();
		assert.ok(registry);
		if (!await registry.exists()) { await registry.init(); }
		await registry.register(path.join(folder, 'trainings/net-a/net.pkl'), { model: 'from-a-run' });
		await eventually(async () => { assert.doesNotMatch(await rows(), /net-a/); });
	});
});
