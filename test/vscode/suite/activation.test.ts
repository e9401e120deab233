import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Contributions {
	readonly commands?: readonly { readonly command: string }[];
	readonly views?: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

describe('the extension in VS Code', () => {
	const extension = vscode.extensions.all.find((found) => found.id.endsWith('.model-registry'));
	const contributes = (extension?.packageJSON as { contributes?: Contributions } | undefined)?.contributes ?? {};

	it('is there and activates', async () => {
		assert.ok(extension, 'no extension whose id ends with .model-registry');
		await extension.activate();
		assert.equal(extension.isActive, true);
	});

	it('has registered every command that package.json offers', async () => {
		const offered = (contributes.commands ?? []).map(({ command }) => command);
		const registered = new Set(await vscode.commands.getCommands(true));
		assert.notEqual(offered.length, 0);
		assert.deepEqual(offered.filter((command) => !registered.has(command)), []);
	});

	it('shows every view that package.json offers', async () => {
		const views = Object.values(contributes.views ?? {}).flat().map(({ id }) => id);
		const registered = new Set(await vscode.commands.getCommands(true));
		assert.notEqual(views.length, 0);
		assert.deepEqual(views.filter((id) => !registered.has(`${id}.focus`)), []);
	});
});
