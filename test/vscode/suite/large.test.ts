import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/editor/api';
import type { MoreNode, TreeNode } from '../../../src/editor/tree/node';

/** Only over a large registry, which `npm run bench -- --huge` makes: its figures are lines of the bench. */
const versions = Number(process.env.MODEL_REGISTRY_TEST_VERSIONS ?? 0);

(versions ? describe : describe.skip)('a large registry in VS Code', function () {
	this.timeout(120_000);
	let api: Api;
	let first: TreeNode;
	let longest = 0;
	let pulse: NodeJS.Timeout;

	/** Runs and prints how long it took, and how long this thread, which is every extension's, was held up meanwhile. */
	const measured = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
		longest = 0;
		const since = performance.now();
		const result = await work();
		console.log(`figure: ${what} ${(performance.now() - since).toFixed(1)} ms, blocked ${longest.toFixed(1)} ms`);
		return result;
	};
	const below = (node?: TreeNode) => api.app.view.tree.getChildren(node);
	const isVersion = (node: TreeNode) => node.kind === 'version';

	before(async () => {
		let last = performance.now();
		pulse = setInterval(() => { longest = Math.max(longest, performance.now() - last - 2); last = performance.now(); }, 2);
		api = await vscode.extensions.all.find(found => found.id.endsWith('.model-registry'))?.activate() as Api;
	});

	after(() => { clearInterval(pulse); });

	it('shows its first rows', async () => {
		const models = await measured('models', () => below());
		const largest = models.filter(node => node.kind === 'model').sort((a, b) => b.model.versions - a.model.versions)[0];
		assert.ok(largest && largest.model.versions > versions / 10);
		first = largest;
		const rows = await measured('versions', () => below(first));
		assert.ok(rows.some(isVersion) && rows.some(node => node.kind === 'more'));
		for (const row of rows) { api.app.view.tree.getTreeItem(row); }
	});

	it('goes on page by page', async () => {
		for (let page = 1; page <= 5; page++) {
			const before = (await below(first)).filter(isVersion).length;
			const more = (await below(first)).find((node): node is MoreNode => node.kind === 'more');
			assert.ok(more);
			api.app.view.tree.loadMore(more);
			assert.ok((await measured('more', () => below(first))).filter(isVersion).length > before);
		}
	});

	it('is filtered by text and by a search, and sorted by a metric', async () => {
		for (const filter of ['what was tried', 'metrics.accuracy > 0.99 and params.param_3 <= 0.1', 'metrics.accuracy > 0.98']) {
			await api.app.view.arrange({ filter });
			await measured('filtered', async () => { for (const model of (await below()).slice(0, 10)) { await below(model); } });
		}
		await api.app.view.arrange({ filter: '', sort: 'metric' });
		await measured('sorted', async () => below((await below())[0]));
		await api.app.view.arrange({ sort: 'name' });
	});

	it('registers one more', async () => {
		const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
		assert.ok(folder);
		const file = vscode.Uri.joinPath(folder, 'new.bin');
		await vscode.workspace.fs.writeFile(file, Buffer.from(`new ${Date.now()}`));
		const [entry] = api.app.registries.all;
		assert.ok(entry);
		const { created } = await measured('register', async () => (await entry.open()).register(file.fsPath, { model: 'model-0' }));
		assert.ok(created);
	});

	it('is compared and its lineage shown', async () => {
		const rows = (await below(first)).filter(isVersion).slice(0, 100);
		await measured('compare', () => Promise.resolve(vscode.commands.executeCommand('modelRegistry.compareVersions', rows[0], rows)));
		await measured('page', () => new Promise(resolve => { setTimeout(resolve, 3_000); }));
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
	});
});
